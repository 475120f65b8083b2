import type { Session } from '../model.ts';

/** What officers say to each other, for whoever signed in: no token reads it, whatever its officer reads (decision 0056). */
export const wordsFor = (session: Pick<Session, 'token'>, words: string | null): string | null =>
  session.token ? null : words;
