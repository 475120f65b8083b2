import { z } from 'zod';
import type { ZodType } from 'zod';

export const maxPage = 200;
const defaultPage = 50;

/** What every list takes: how many, and where to go on. */
export const pageQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'a whole number from 1 to 200')
    .refine((text) => Number(text) <= maxPage, 'a whole number from 1 to 200')
    .meta({ type: 'integer', minimum: 1, maximum: maxPage, description: 'How many at most; by default 50.' })
    .exactOptional(),
  before: z
    .string()
    .regex(/^[\w./-]{1,120}$/, 'not a place in a list')
    .meta({ description: '`next` of the page before: the list goes on there.' })
    .exactOptional(),
});

/** The same where the places are numbers. */
export const numberedPage = pageQuery.extend({
  before: pageQuery.shape.before
    .unwrap()
    .regex(/^\d{1,15}$/, 'not a place in this list')
    .exactOptional(),
});

/** What every list answers: `next` is null at its end. */
export const pageOf = <T extends ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() });

export type Page<T> = { items: T[]; next: string | null };
/** How much is asked for, and from which row on: the parts of `before`, in the order in which the list's cursor has them. */
export type PageAsked = { limit: number; before: string | null };

/** A list's query: which page, and by what the list is narrowed. */
export const readPage = <Query extends { limit?: string; before?: string }>({ limit, before, ...filter }: Query) => ({
  asked: { limit: Number(limit ?? defaultPage), before: before ?? null } satisfies PageAsked,
  filter,
});

/** One page of rows of which one more than the limit was asked for, so that a last page is known to be the last. */
export function toPage<Row extends { cursor: string | number }>(
  rows: readonly Row[],
  { limit }: PageAsked,
): Page<Omit<Row, 'cursor'>> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ cursor: _, ...row }) => row),
    next: rows.length > limit && last ? String(last.cursor) : null,
  };
}

/** The parts of a place that is made of a number and a name, such as `17.xa/…`; a number that is none is the database's to refuse. */
export function placeIn({ before }: PageAsked): [number: string | null, name: string | null] {
  const [, number = null, name = null] = /^([^.]*)\.(.*)$/.exec(before ?? '') ?? [];
  return before === null ? [null, null] : [number ?? before, name ?? ''];
}

/** The same of a list that is in memory, by a name of each item that stays. A place that is not there any more: malformed. */
export function pageWithin<T>(
  all: readonly T[],
  { limit, before }: PageAsked,
  nameOf: (item: T, index: number) => string,
): Page<T> {
  const start = before === null ? 0 : all.findIndex((item, i) => nameOf(item, i) === before) + 1;
  const items = before !== null && start === 0 ? [] : all.slice(start, start + limit);
  const last = items.at(-1);
  return { items, next: last !== undefined && start + limit < all.length ? nameOf(last, start + limit - 1) : null };
}
