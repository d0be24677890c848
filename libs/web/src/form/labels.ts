import { labelText, type CodeList, type CriteriaBook, type Variable } from '@hub/codebook';
import type { Translator } from '@hub/platform';

/** The texts of the criteria in one language: labels, definitions, codes. */
export class Labels {
  constructor(
    private readonly translator: Translator,
    readonly lang: string,
    private readonly book: CriteriaBook,
    /** Names that are data, not text of a catalogue: bodies added to the register of organisations. */
    private readonly named: (list: string, code: string) => string | undefined = () => undefined,
  ) {}

  private get part(): string {
    return this.book.criteria.part;
  }

  /** Order of the alphabet of the language. */
  compare(one: string, other: string): number {
    return this.translator.formats(this.lang).compare(one, other);
  }

  /** The catalogue of the own part wins over the shared one. */
  private key(key: string): string | undefined {
    return [`codebook-${this.part}:${key}`, `codebook-shared:${key}`].find(name =>
      this.translator.has(this.lang, name),
    );
  }

  private text(key: string): string {
    return this.translator.t(this.lang, this.key(key) ?? `codebook-${this.part}:${key}`);
  }

  variable(name: string): string {
    return this.text(`variable.${name}.label`);
  }

  definition(variable: Variable): string {
    return this.text(`variable.${variable.name}.definition`);
  }

  /** Undefined where the criteria give no example. */
  example(variable: Variable): string | undefined {
    const key = this.key(`variable.${variable.name}.example`);
    return key && this.translator.t(this.lang, key);
  }

  section(name: string): string {
    return this.text(`section.${name}`);
  }

  fact(name: string): string {
    return this.text(`fact.${name}`);
  }

  breakdown(name: string): string {
    return this.text(`breakdown.${name}`);
  }

  code(list: Pick<CodeList, 'name'>, code: string): string {
    const name = this.named(list.name, code);
    if (name !== undefined) return name;
    const label = this.book.codeLabel(list.name, code);
    return labelText(label, this.lang, key => this.translator.t(this.lang, key));
  }

  rule(name: string): string {
    return this.text(`rule.${name}`);
  }

  indicator(id: string): { label: string; definition: string } {
    return { label: this.text(`indicator.${id}.label`), definition: this.text(`indicator.${id}.definition`) };
  }
}
