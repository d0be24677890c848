import type { CodeList, Part, Variable } from '@hub/codebook';
import type { Translator } from '@hub/platform';

/** The texts of the criteria in one language: labels, definitions, codes. */
export class Labels {
  constructor(
    private readonly translator: Translator,
    readonly lang: string,
    private readonly part: Exclude<Part, 'shared'>,
  ) {}

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

  code(list: CodeList, code: string): string {
    if (list.name === 'country' && /^[A-Z]{2}$/.test(code))
      return this.translator.formats(this.lang).country(code);
    return this.translator.t(this.lang, `codebook-${list.part}:list.${list.name}.${code}`);
  }

  rule(name: string): string {
    return this.text(`rule.${name}`);
  }

  indicator(id: string): { label: string; definition: string } {
    return { label: this.text(`indicator.${id}.label`), definition: this.text(`indicator.${id}.definition`) };
  }
}
