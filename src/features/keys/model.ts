import type { KeyFile } from '#features/alliance/model.ts';

export type { KeyFile } from '#features/alliance/model.ts';

/** One row of `GET /api/keys`. `holds`: what is still encrypted to a former wrap key and lies here; null for other keys. */
export type KeyView = KeyFile & { holds: { bodies: number; unopened: number } | null };
