import { createHash, randomBytes } from 'node:crypto';

/** A secret of 256 random bits, for a cookie or a one-time link. */
export const newToken = () => randomBytes(32).toString('base64url');

/** What the database keeps of a token: nobody can sign in with it. */
export const tokenHash = (token: string) => createHash('sha256').update(token).digest();
