import type { CriteriaBook, Indicator } from '@hub/codebook';
import { Refusal } from '@hub/platform';
import type { ReadModels, Snapshot } from '@hub/read-model';
import { codingOf } from '../read/cases.projection';
import { mandatoryOf } from '../read/case-rows';
import { Computing, type Computed, type Queryable } from './compute';
import { ComputingEvents } from './compute-events';
import { ComputingQuality } from './compute-quality';
import { Dimensions, type Dimension } from './dimensions';
import { inherent, measures, type Measure } from './measures';
import { positionOf } from './moment';
import { inOrder } from './order';
import { Queries, type Asked, type Filter } from './query';

/** What a table of an indicator is asked for. */
export interface TableRequest {
  readonly by: readonly string[];
  /** Only cases of imports of this source: its name (`ctdc`), or one file (`ctdc-1a2b3c4d5e6f`). */
  readonly source?: string;
  readonly filters?: Readonly<Record<string, readonly string[]>>;
  /** Position of the log, or a day (`2026-03-31`): the table as it was known then. */
  readonly asOf?: string;
}

export interface Table {
  readonly columns: readonly string[];
  /** Non-zero cells in the order of the criteria; the value is the last column. */
  readonly rows: readonly (readonly (string | number)[])[];
  /** Numerator and denominator of each row of a share. */
  readonly counts?: readonly (readonly [number, number])[];
  /** Why there are no figures; key of the catalogue. */
  readonly notAvailable?: string;
}

const refusal = (code: string, name: string) => new Refusal(code, { name }, { status: 422 });

/** More make no table. */
const MOST_DIMENSIONS = 6;

/** The indicators of this database, exact, from its read models. */
export class Indicators {
  private readonly dimensions: Dimensions;
  private readonly queries: Queries;
  private readonly coding;

  constructor(
    private readonly book: CriteriaBook,
    private readonly models: ReadModels,
  ) {
    this.coding = codingOf(book);
    this.dimensions = new Dimensions(book, this.coding);
    this.queries = new Queries(book, this.coding);
  }

  /** @throws {Refusal} 404 unknown indicator, 422 unknown breakdown, class or moment */
  async table(id: string, request: TableRequest): Promise<Table> {
    const indicator = this.book.indicator(id);
    const measure = indicator && measures[indicator.measure];
    if (!indicator || !measure) throw new Refusal('victims.indicator.unknown', { id }, { status: 404 });
    const asked = this.understand(indicator, request);
    if (measure.kind === 'unavailable') {
      return {
        columns: [...asked.by.map(({ name }) => name), 'value'],
        rows: [],
        notAvailable: `victims.indicator.${measure.reason}`,
      };
    }
    if (request.asOf === undefined) return written(await this.compute(asked, measure, this.models));
    const position = await positionOf(request.asOf, this.models, this.book.jurisdiction.timeZone);
    const snapshot: Snapshot = await this.models.asOf(position, ['cases']);
    try {
      return written(await this.compute(asked, measure, snapshot));
    } finally {
      await snapshot.drop();
    }
  }

  private understand(indicator: Indicator, { by, filters = {}, source }: TableRequest): Asked {
    const wanted = [...by];
    const needed = inherent[indicator.measure] ?? [];
    if (needed.length > 0 && !needed.some(name => by.includes(name))) wanted.push(needed[0] ?? '');
    const own = breakdownsOf(indicator);
    const foreign = wanted.find(name => !(own ?? wanted).includes(name));
    if (foreign !== undefined) {
      const available = (own ?? []).join(', ');
      throw new Refusal('victims.indicator.not-broken-down', { name: foreign, available }, { status: 422 });
    }
    if (new Set(wanted).size < wanted.length || wanted.length > MOST_DIMENSIONS) {
      throw refusal('victims.indicator.breakdown-twice', wanted.join(', '));
    }
    return {
      by: wanted.map(name => this.dimension(name)),
      filters: Object.entries(filters).map(([name, texts]) => this.filter(name, texts)),
      source,
    };
  }

  private dimension(name: string): Dimension {
    const found = name === 'variable' ? variableDimension : this.dimensions.find(name);
    if (!found) throw refusal('victims.indicator.unknown-breakdown', name);
    return found;
  }

  private filter(name: string, texts: readonly string[]): Filter {
    const dimension = this.dimension(name);
    const values = texts.map(text => {
      const value = dimension.value(text);
      if (value === undefined) throw refusal('victims.indicator.unknown-class', `${name}=${text}`);
      return value;
    });
    return { dimension, values };
  }

  private compute(asked: Asked, measure: Measure, models: Queryable): Promise<Computed> {
    const counted = new Computing(this.queries, models);
    switch (measure.kind) {
      case 'count':
        return counted.count(asked, measure);
      case 'share':
        return counted.share(asked, measure);
      case 'prevalence':
        return counted.prevalence(asked, measure);
      case 'distribution':
        return counted.distribution(asked, measure);
      case 'quantiles':
        return this.quantilesOrBands(counted, asked, measure);
      default:
        return this.computeOther(asked, measure, models);
    }
  }

  /** A number asked for by its own bands is a distribution over the bands. */
  private quantilesOrBands(
    counted: Computing,
    asked: Asked,
    measure: Extract<Measure, { kind: 'quantiles' }>,
  ): Promise<Computed> {
    const over = 'exploitation_duration';
    if (!asked.by.some(({ name }) => name === over)) return counted.quantiles(asked, measure);
    return counted.distribution(asked, { kind: 'distribution', basis: measure.basis, over, known: true });
  }

  private computeOther(
    asked: Asked,
    measure: Extract<Measure, { kind: 'stock' | 'events' | 'completeness' | 'timeliness' | 'unavailable' }>,
    models: Queryable,
  ): Promise<Computed> {
    const events = new ComputingEvents(models, number => this.coding.code('currency', number));
    const quality = new ComputingQuality(models, mandatoryOf(this.book));
    switch (measure.kind) {
      case 'stock':
        return events.stock(asked);
      case 'events':
        return measure.of === 'residence' ? events.residence(asked) : events.proceedings(asked);
      case 'completeness':
        return quality.completeness(asked);
      case 'timeliness':
        return quality.timeliness(asked);
      case 'unavailable':
        return Promise.resolve({ by: asked.by, values: ['value'], cells: [] });
    }
  }
}

/** The hub's shares about itself know their own breakdowns only; persons can be broken down by whatever is coded. */
const breakdownsOf = ({ dateBasis, breakdowns, measure }: Indicator): readonly string[] | undefined =>
  dateBasis === 'none' && quality.has(measures[measure]?.kind) ? breakdowns : undefined;
const quality = new Set<Measure['kind'] | undefined>(['completeness', 'timeliness']);

/** Of the indicators of data quality only; the hub fills in the names. */
const variableDimension: Dimension = {
  name: 'variable',
  kind: 'code',
  sql: '0',
  text: String,
  value: () => undefined,
};

/** Cells in the order of the criteria, in words of the criteria. */
function written({ by, values, cells, counts }: Computed): Table {
  const order = inOrder(cells, by.length);
  const words = by.map(dimension => wordsOf(dimension));
  return {
    columns: [...by.map(({ name }) => name), ...values],
    rows: order.map(at => {
      const { classes = [], values: figures = [] } = cells[at] ?? {};
      return [...words.map((word, index) => word(classes[index] ?? 0)), ...figures];
    }),
    ...(counts ? { counts: order.flatMap(at => (counts[at] ? [counts[at]] : [])) } : {}),
  };
}

/** A class is looked up once for all cells that have it. */
function wordsOf({ text }: Dimension): Dimension['text'] {
  const known = new Map<number | string, string>();
  return value => {
    const word = known.get(value) ?? text(value);
    known.set(value, word);
    return word;
  };
}
