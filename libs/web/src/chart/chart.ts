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

// On grey paper each is at least a quarter lighter than the next darker one, and neighbours differ most.
const palette = ['#0b5351', '#d67f22', '#2b1033', '#3f79ba', '#716000', '#373737'];

// For who sees no colours: white patterns on areas; points and strokes on lines.
const decals = [
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: Math.PI / 6 },
  {
    symbol: 'circle',
    symbolSize: 0.7,
    dashArrayX: [
      [8, 8],
      [0, 8, 8, 0],
    ],
    dashArrayY: [6, 0],
  },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: -Math.PI / 4 },
  {
    symbol: 'rect',
    dashArrayX: [
      [6, 6],
      [0, 6, 6, 0],
    ],
    dashArrayY: [6, 0],
  },
  {
    symbol: 'triangle',
    symbolSize: 0.8,
    dashArrayX: [
      [9, 9],
      [0, 9, 9, 0],
    ],
    dashArrayY: [7, 2],
  },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: Math.PI / 2 },
].map(decal => ({ ...decal, color: 'rgba(255, 255, 255, 0.65)' }));
const points = ['circle', 'rect', 'triangle', 'diamond', 'emptyRect', 'emptyTriangle'];
const strokes = ['solid', [12, 4], [3, 4], [12, 4, 3, 4], [6, 3], [18, 6]] as const;

const each = <T>(all: readonly T[], at: number): T => all[at % all.length];

const lineOf = (at: number) => {
  const stroke = each(strokes, at);
  return {
    symbol: each(points, at),
    lineStyle: { width: 3, type: typeof stroke === 'string' ? stroke : [...stroke] },
  };
};

const WIDTH = 720;

/** Width of a letter against the height of its line, on average; the widest of the fonts named, in either alphabet. */
const LETTER = 0.6;
const SIZE = 14;

// There is no canvas to measure on, and by itself the library takes every letter that is not Latin for twice as wide.
echarts.setPlatformAPI({
  measureText: (text, font) => ({
    width: text.length * LETTER * Number(/(\d+)px/.exec(font ?? '')?.[1] ?? SIZE),
  }),
});

/** Names too long to stand side by side stand one below the other, before bars that lie. */
const lies = ({ kind, categories, width = WIDTH }: ChartModel) =>
  kind === 'bar' &&
  Math.max(...categories.map(name => name.length)) * categories.length * LETTER * SIZE > width;

const BAR = 30;

const heightOf = (model: ChartModel) =>
  lies(model) ? model.categories.length * Math.max(1, model.series.length) * BAR + 80 : 360;

function axesOf(model: ChartModel): Pick<echarts.EChartsOption, 'xAxis' | 'yAxis'> {
  const names = { type: 'category' as const, data: [...model.categories] };
  const values = { type: 'value' as const, minInterval: 1, axisLabel: { fontSize: SIZE } };
  const lines = { fontSize: SIZE, interval: 0, width: WIDTH / 2, overflow: 'break' as const };
  return lies(model)
    ? { xAxis: values, yAxis: { ...names, inverse: true, axisLabel: lines } }
    : { xAxis: { ...names, axisLabel: { fontSize: SIZE, hideOverlap: true } }, yAxis: values };
}

function option(model: ChartModel): echarts.EChartsOption {
  const { kind, series } = model;
  const several = series.length > 1;
  return {
    animation: false,
    color: palette,
    aria: { enabled: true, decal: { show: several && kind === 'bar', decals } },
    textStyle: { fontFamily: 'Open Sans, DejaVu Sans, sans-serif', fontSize: SIZE, color: '#0b0c0c' },
    legend: several ? { top: 0, itemWidth: 40, textStyle: { fontSize: SIZE } } : undefined,
    grid: { left: 8, right: 16, top: several ? 40 : 16, bottom: 8, containLabel: true },
    ...axesOf(model),
    series: series.map(({ name, values }, at) => ({
      ...{ name, type: kind, data: [...values], symbolSize: 9 },
      ...(several ? lineOf(at) : { lineStyle: { width: 3 } }),
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
    width: model.width ?? WIDTH,
    height: model.height ?? heightOf(model),
  });
  try {
    chart.setOption(option(model));
    return withoutInlineStyle(chart.renderToSVGString({ useViewBox: true }), id, model.title);
  } finally {
    chart.dispose();
  }
}
