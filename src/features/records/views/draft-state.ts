import { z } from 'zod';
import { newHandling, splitBasis } from '#web/handling.ts';
import { dayAfter } from '#web/ui/times.ts';
import type { PhoneCall } from '#web/calls.ts';
import type { Draft } from './api.ts';
import type { FormState } from './schema-form.ts';

const formStateSchema: z.ZodType<FormState> = z.lazy(() =>
  z.record(z.string(), z.union([z.string(), formStateSchema])),
);
const handlingSchema = z.object({
  tlp: z.string(),
  base: z.string(),
  basis: z.string(),
  purpose: z.string(),
  retainUntil: z.string(),
});
const threadSchema = z.object({
  lang: z.string(),
  case: z.string(),
  about: z.string(),
  replaces: z.string(),
  sources: z.string(),
});
export type Thread = z.infer<typeof threadSchema>;

/** All that is typed into the form of a record. */
export const draftStateSchema = z.object({ content: formStateSchema, handling: handlingSchema, thread: threadSchema });
export type DraftState = z.infer<typeof draftStateSchema>;

const fromAddress = ['case', 'about', 'replaces', 'sources'] as const;

/** What a call told, in the fields in which a kind takes such a thing; others are left alone. */
const contentOf = ({ text, at }: PhoneCall): FormState => ({
  description: text ?? '',
  summary: text ?? '',
  detectedAt: at.slice(0, 16),
});

/** A form that nobody has typed into: what the address says, what was told by telephone, and no label chosen. */
export const newDraftState = (search: URLSearchParams, now: number, call?: PhoneCall): DraftState => ({
  content: call ? contentOf(call) : {},
  handling: newHandling(dayAfter(now, 365)),
  thread: {
    lang: 'en',
    case: search.get('case') ?? '',
    about: search.get('about') ?? '',
    replaces: search.get('replaces') ?? '',
    sources: search.get('sources') ?? '',
  },
});

/** The name under which it is kept: another one for each kind and for each record that it goes on from. */
export const draftNameOf = (kind: string, search: URLSearchParams): string =>
  ['record', kind, ...[...fromAddress, 'call'].flatMap((part) => search.get(part) ?? [])].join('.');

const refsIn = (lines: string): string[] => lines.split(/\s+/).filter(Boolean);

/** The draft as the node takes it. */
export function toDraft(kind: string, body: unknown, { handling, thread }: DraftState): Draft {
  const [about, sources] = [refsIn(thread.about), refsIn(thread.sources)];
  const { tlp, base, purpose, retainUntil } = handling;
  return {
    kind,
    body,
    marking: { tlp, base },
    basis: [splitBasis(handling.basis)],
    purpose,
    retainUntil,
    lang: thread.lang.trim(),
    ...(thread.case.trim() ? { case: thread.case.trim() } : {}),
    ...(about.length > 0 ? { about } : {}),
    ...(thread.replaces.trim() ? { replaces: thread.replaces.trim() } : {}),
    ...(sources.length > 0 ? { sources } : {}),
  };
}
