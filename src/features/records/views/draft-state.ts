import { z } from 'zod';
import { newHandling, splitBasis } from '#web/handling.ts';
import { dayAfter } from '#web/ui/times.ts';
import type { PhoneCall } from '#web/calls.ts';
import type { Draft, RecordDetail } from './api.ts';
import { typedOf } from './schema-form.ts';
import type { FormState, JsonSchema } from './schema-form.ts';

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

/** What a form goes on from: an entry of the telephone log, the record whose place it takes, the case of the record that it is about. */
export type Origin = { call?: PhoneCall; replaced?: RecordDetail; ofCase?: string | null };

/** A form that nobody has typed into: what it goes on from, what the address says, and no label chosen. */
export function newDraftState(
  search: URLSearchParams,
  now: number,
  schema: JsonSchema,
  { call, replaced, ofCase }: Origin = {},
): DraftState {
  const said = (part: string): string => search.get(part) ?? '';
  const nothing = {
    content: call ? contentOf(call) : {},
    handling: newHandling(dayAfter(now, 365)),
    thread: {
      lang: 'en',
      case: said('case') || (ofCase ?? ''),
      about: said('about'),
      replaces: said('replaces'),
      sources: said('sources'),
    },
  };
  return replaced?.kind === said('kind') ? correctionOf(schema, replaced, nothing) : nothing;
}

/** A correction begins with all that the record says, so that only what was wrong is typed. */
function correctionOf(
  schema: JsonSchema,
  { envelope, body, marking, case: ofCase }: RecordDetail,
  otherwise: DraftState,
) {
  const [basis] = envelope.basis ?? [];
  const { handling, thread } = otherwise;
  return {
    content: typedOf(schema, parse(body)),
    handling: {
      ...handling,
      ...marking,
      basis: basis ? `${basis.instrument}:${basis.article}` : '',
      purpose: envelope.purpose ?? '',
      retainUntil: envelope.retainUntil ?? handling.retainUntil,
    },
    thread: {
      ...thread,
      lang: envelope.lang ?? thread.lang,
      case: ofCase ?? thread.case,
      about: (envelope.about ?? []).join('\n'),
      sources: (envelope.sources ?? []).join('\n'),
    },
  };
}

function parse(body: string | null): unknown {
  try {
    return JSON.parse(body ?? 'null');
  } catch {
    return null;
  }
}

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
