import { z } from 'zod';
import type { DraftKeeping } from './use-draft.ts';
import { useDraft } from './use-draft.ts';

type Kept = string | readonly string[] | { readonly [name: string]: Kept };

/**
 * Keeps the texts of a form as `useDraft` does, for the officer who types and for nobody else: also where the session ends meanwhile. What
 * was kept by an older page, whose form had other fields, is not put back.
 */
export function useKept<T extends Kept>(form: string, value: T, restore: (kept: T) => void): DraftKeeping {
  return useDraft({ form, value, restore, schema: z.custom<T>((kept) => isLike(kept, value)) });
}

/** Whether something has the members and the kinds of text that `like` has, and no others. */
export function isLike(kept: unknown, like: Kept): boolean {
  if (typeof like === 'string') return typeof kept === 'string';
  if (Array.isArray(like)) return Array.isArray(kept) && kept.every((one) => typeof one === 'string');
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return false;
  const names = Object.keys(like);
  return (
    Object.keys(kept).length === names.length &&
    names.every((name) => isLike((kept as Record<string, unknown>)[name], (like as Record<string, Kept>)[name]!))
  );
}
