import type { Values } from '@hub/codebook';

/** A described section is recorded whole; sealed variables are envelopes once recorded. */
export interface SectionFact {
  readonly type: 'SectionRecorded';
  readonly data: {
    readonly section: string;
    readonly person: string;
    readonly values: Values;
    /** Version of the stream at which the section was last recorded as the author saw it; 0 when it was empty. */
    readonly basedOn: number;
  };
}

export interface RecordedSection {
  readonly values: Values;
  /** Version of the stream it was recorded at: what the next recording is based on. */
  readonly version: number;
  /** Event it was recorded by, the one a correction names. */
  readonly event: string;
}

export type Sections = Readonly<Record<string, RecordedSection>>;

export function evolveSections(
  sections: Sections,
  { data }: SectionFact,
  head: { readonly id: string; readonly version: number },
): Sections {
  const recorded = { values: data.values, version: head.version, event: head.id };
  return { ...sections, [data.section]: recorded };
}
