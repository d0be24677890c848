/** The body of a form as the server parses it: a name that occurs several times is an array. */
export type FormBody = Readonly<Record<string, string | readonly string[] | undefined>>;
