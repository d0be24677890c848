/** Injection token of the context's table of rights, completed by those of this room. */
export const ACCESS_POLICY = Symbol('AccessPolicy');
