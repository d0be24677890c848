import { figureName, type Expansion, type Figure } from './glotip-figures';
import type { ImportRequest, Tools } from './import';

/** What a published file hides, contradicts or leaves open, in words of the reader's language. */
export class GlotipNotes {
  readonly said: string[] = [];

  constructor(
    private readonly lang: ImportRequest['lang'],
    private readonly translator: Tools['translator'],
  ) {}

  private t(key: string, params: Record<string, unknown>): string {
    return this.translator.t(this.lang, `victims:import.note.${key}`, params);
  }

  private part(list: 'sex' | 'majority', code: Figure['sex'] | Figure['age']): string {
    if (code === 'total') return this.translator.t(this.lang, 'victims:import.total');
    if (code === 'unknown') return this.translator.t(this.lang, 'web:missing.unknown');
    return this.translator.t(this.lang, `codebook-shared:list.${list}.${code}`);
  }

  private figure({ sex, age }: Figure): string {
    return `${this.part('sex', sex)} / ${this.part('majority', age)}`;
  }

  /** About the figures of a year, and the persons they were expanded to. */
  ofYear(
    year: string,
    figures: readonly Figure[],
    { contradicted, joined }: Pick<Expansion, 'contradicted' | 'joined'>,
  ): void {
    for (const figure of contradicted) {
      this.said.push(
        this.t('contradicts', { year, figure: this.figure(figure), value: figure.count ?? '<5' }),
      );
    }
    const hidden = figures.filter(({ count }) => count === undefined);
    const named = [...new Map(hidden.map(figure => [figureName(figure), this.figure(figure)])).values()];
    if (named.length > 0) this.said.push(this.t('hidden', { year, figures: named.join('; ') }));
    if (joined) this.said.push(this.t('joined', { year }));
  }

  repeated(year: string): void {
    this.said.push(this.t('repeated', { year }));
  }

  beside(count: number): void {
    if (count > 0) this.said.push(this.t('beside', { count }));
  }
}
