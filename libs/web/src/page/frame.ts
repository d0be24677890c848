/** Which installation this is: a colour and a word, so that nobody takes one database for the other. */
export interface Identity {
  readonly context: string;
  /** i18n key of the word in the header. */
  readonly nameKey: string;
  /** i18n key of the holder. */
  readonly holderKey: string;
  readonly jurisdiction: string;
  readonly mode: 'sandbox' | 'production';
}

export interface NavigationItem {
  readonly key: string;
  readonly href: string;
  /** Key of the sentence that says what the page is for, on the home of those who work without cases. */
  readonly about?: string;
}

export interface Reader {
  readonly name: string;
  readonly roles: readonly string[];
}

/** What every page needs beside its own model. */
export interface Frame {
  readonly identity: Identity;
  readonly lang: string;
  /** Path with query of the page itself, for the language links. */
  readonly path: string;
  readonly reader?: Reader;
  readonly navigation: readonly NavigationItem[];
  /** Token of the session, in every form. */
  readonly csrf: string;
  /** Short id of the screen for the help desk: `V6`, `J3`. */
  readonly screen: string;
  /** Seconds until the warning and until the end of an idle session. */
  readonly session?: { readonly warnAfter: number; readonly endAfter: number };
  readonly search?: boolean;
  readonly notice?: string;
}

/** The name a language gives itself; the order is the alphabet's, English first. */
export const languages = [
  { code: 'en', name: 'English' },
  { code: 'sq', name: 'Shqip' },
  { code: 'bs', name: 'Bosanski / Hrvatski / Crnogorski / Srpski' },
  { code: 'bg', name: 'Български' },
  { code: 'mk', name: 'Македонски' },
  { code: 'ro', name: 'Română' },
] as const;
