import * as echarts from 'echarts';
import { withoutInlineStyle } from './inline-style';

export interface ChartSeries {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

export interface ChartModel {
  readonly kind: 'bar' | 'line';
  readonly title: string;
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
  readonly width?: number;
  readonly height?: number;
}

// Readable in print and for colour-blind readers: decals beside colours.
const palette = ['#0b5351', '#c2571a', '#4f2a5c', '#1d70b8', '#8a6d00', '#5a5a5a'];

function option(model: ChartModel): echarts.EChartsOption {
  return {
    animation: false,
    color: palette,
    aria: { enabled: true, decal: { show: model.series.length > 1 } },
    textStyle: { fontFamily: 'Open Sans, DejaVu Sans, sans-serif', fontSize: 14, color: '#0b0c0c' },
    legend: model.series.length > 1 ? { top: 0, textStyle: { fontSize: 14 } } : undefined,
    grid: { left: 8, right: 16, top: model.series.length > 1 ? 40 : 16, bottom: 8, containLabel: true },
    xAxis: { type: 'category', data: [...model.categories], axisLabel: { fontSize: 14, hideOverlap: true } },
    yAxis: { type: 'value', minInterval: 1, axisLabel: { fontSize: 14 } },
    series: model.series.map(({ name, values }) => ({
      name,
      type: model.kind,
      data: [...values],
      symbolSize: 8,
      lineStyle: { width: 3 },
    })),
  };
}

/**
 * A chart as an SVG element for the page itself: text stays selectable, the title is its accessible name, and no
 * style attribute breaks the content security policy. Always followed by its table.
 */
export function chartSvg(model: ChartModel, id: string): string {
  const chart = echarts.init(null, null, {
    renderer: 'svg',
    ssr: true,
    width: model.width ?? 720,
    height: model.height ?? 360,
  });
  try {
    chart.setOption(option(model));
    return withoutInlineStyle(chart.renderToSVGString({ useViewBox: true }), id, model.title);
  } finally {
    chart.dispose();
  }
}
