import type { KeptForm } from './kept-form';

/** Model of the page that signs in; with `kept`, a form that outlived its session waits inside it. */
export const signInModel = (given: {
  readonly back: string;
  readonly name?: string;
  readonly expired?: boolean;
  readonly kept?: KeptForm;
  readonly problem?: string;
}) => ({
  problems: given.problem === undefined ? [] : [{ text: given.problem, href: '#name' }],
  name: given.name ?? '',
  back: given.back,
  expired: given.expired ?? false,
  kept: given.kept ? JSON.stringify(given.kept) : '',
});
