import { z } from 'zod';

/** How a file of a record is shown in its frame. What has none of these is saved and never shown. */
export const showings = ['picture', 'film', 'sound', 'text', 'page'] as const;
export type Showing = (typeof showings)[number];

const mib = 1024 * 1024;

/** The largest file of each, in bytes. The frame is handed all of it at once. */
export const maxShownBytes: Readonly<Record<Showing, number>> = {
  picture: 16 * mib,
  film: 32 * mib,
  sound: 32 * mib,
  text: 2 * mib,
  page: 2 * mib,
};

const byType: ReadonlyMap<string, Showing> = new Map([
  ...['png', 'jpeg', 'gif', 'webp', 'avif', 'bmp', 'svg+xml'].map((one) => [`image/${one}`, 'picture'] as const),
  ...['mp4', 'webm', 'ogg'].map((one) => [`video/${one}`, 'film'] as const),
  ...['mpeg', 'ogg', 'wav', 'webm', 'mp4', 'flac'].map((one) => [`audio/${one}`, 'sound'] as const),
  ...['text/plain', 'text/csv', 'text/markdown', 'application/json', 'message/rfc822'].map(
    (one) => [one, 'text'] as const,
  ),
  ['text/html', 'page'],
]);

/** How a file is shown: by what its author says that it is, and never by what its bytes look like. */
export function showingOf({ type, size }: { type: string; size: number }): Showing | null {
  const how = byType.get(type);
  return how !== undefined && size <= maxShownBytes[how] ? how : null;
}

/** For how long the address of a showing waits to be opened. It is opened once. */
export const showingLifeMs = 60_000;

export const askedShowingSchema = z.strictObject({
  /** Films and sounds begin muted, unless the officer asks for their sound. */
  sound: z.boolean().exactOptional(),
  /** Pictures and pages stand still at their first frame, unless the officer asks that they move. */
  moving: z.boolean().exactOptional(),
});

export const askedShowingViewSchema = z
  .strictObject({
    address: z.string().meta({ description: 'Of another origin, for a sandboxed frame. It opens once.' }),
    until: z.date(),
    as: z.enum(showings),
    moves: z.boolean().meta({ description: 'Something in it moves, once that is asked for.' }),
  })
  .meta({ id: 'Showing' });
