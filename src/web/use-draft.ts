import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ZodType } from 'zod';
import { deleteDraft, fetchDraft, keepDraft } from './drafts.ts';
import type { KeptDraft } from './drafts.ts';
import { ApiProblem } from './http.ts';
import { replaceSession } from './queries.ts';
import { useSession } from './session.ts';

/**
 * `kept`: the node has all of it; `unsaved`: it is about to; `elsewhere`: another window of the officer's kept something else, and the
 * officer has to choose; `failed`: the node did not take it.
 */
export type DraftState = 'empty' | 'unsaved' | 'kept' | 'elsewhere' | 'failed';

export type DraftKeeping = {
  state: DraftState;
  savedAt: string | null;
  /** The form shows what was typed earlier. */
  isRestored: boolean;
  /** It was sent: nothing is kept any more. */
  done: () => void;
  /** The officer does not want it: the form is as new. */
  discard: () => void;
  /** Of two windows: that of the other one, or this one. */
  takeOther: () => void;
  keepThis: () => void;
};

type Options<T> = {
  /** Which form this is: letters, digits, dot, underscore and hyphen; other characters become hyphens. */
  form: string;
  /** What is in the form now; it is kept as JSON. */
  value: T;
  schema: ZodType<T>;
  restore: (value: T) => void;
};

const pauseMs = 800;

/**
 * What could not be kept yet, in this page's memory alone: a session that ends takes nothing from its officer, and another officer who
 * signs in here finds none of it.
 */
const unsaved = new Map<string, { officer: string; text: string; version: number }>();

/** Keeps what is typed at the node, for the officer who types and for nobody else, and puts it back where the form is opened again. */
export function useDraft<T>({ form: name, value, schema, restore }: Options<T>): DraftKeeping {
  const form = name.replaceAll(/[^A-Za-z0-9._-]/g, '-').slice(0, 200);
  const client = useQueryClient();
  const { officer } = useSession();
  const [state, setState] = useState<DraftState>('empty');
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const [isRestored, setRestored] = useState(false);
  const text = JSON.stringify(value);
  const here = useRef({
    first: value,
    /** What the node has, or what the form began with. */
    saved: text,
    latest: text,
    version: 0,
    isReady: false,
    isOver: false,
    saving: null as Promise<void> | null,
    address: addressHere(),
    other: null as KeptDraft | null,
  }).current;
  here.latest = text;

  function show(kept: Pick<KeptDraft, 'text' | 'version'>): boolean {
    const parsed = schema.safeParse(readJson(kept.text));
    here.version = kept.version;
    if (!parsed.success) return false;
    here.saved = JSON.stringify(parsed.data);
    // The form shows it only with its next drawing: until then nothing older is taken for newer.
    here.latest = here.saved;
    restore(parsed.data);
    return true;
  }

  function save(isLast = false): void {
    if (!here.isReady || here.isOver || here.saving || here.other || here.latest === here.saved) return;
    here.saving = send(isLast).finally(() => {
      here.saving = null;
    });
  }

  async function send(isLast: boolean): Promise<void> {
    const sent = here.latest;
    try {
      const kept = await keepDraft(form, { text: sent, version: here.version, address: here.address }, isLast);
      here.version = kept.version;
      here.saved = sent;
      if (here.latest === sent) unsaved.delete(form);
      setSavedAt(kept.savedAt);
      setState(here.latest === sent ? 'kept' : 'unsaved');
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : null;
      if (problem?.status === 401) replaceSession(client, null);
      if (problem?.code === 'conflict') await meet();
      setState(here.other ? 'elsewhere' : 'failed');
    }
  }

  /** Another window was here: what it kept is the officer's to choose, unless it is the same or gone. */
  async function meet(): Promise<void> {
    const kept = await fetchDraft(form).catch(() => null);
    if (kept === null || kept.text === here.latest) here.version = kept?.version ?? 0;
    else here.other = kept;
  }

  // Once: what was typed before a session ended, else what the node keeps.
  useEffect(() => {
    for (const [other, { officer: owner }] of unsaved) if (owner !== officer.id) unsaved.delete(other);
    const held = unsaved.get(form);
    let isGone = false;
    const begin = async (): Promise<void> => {
      if (held) {
        if (show(held)) setRestored(true);
        here.saved = '';
      } else {
        const kept = await fetchDraft(form).catch(() => null);
        if (isGone) return;
        if (kept && here.latest === here.saved) {
          if (show(kept)) setRestored(true);
          setSavedAt(kept.savedAt);
          setState('kept');
        } else if (kept) {
          here.other = kept;
          setState('elsewhere');
        }
      }
      here.isReady = true;
      save();
    };
    void begin();
    return () => {
      isGone = true;
      save(true);
    };
    // oxlint-disable-next-line react/exhaustive-deps -- the form has one name for as long as it stands
  }, [form]);

  useEffect(() => {
    if (here.isOver || text === here.saved) return undefined;
    unsaved.set(form, { officer: officer.id, text, version: here.version });
    const isAgain = state === 'failed';
    if (!here.other && !isAgain) setState('unsaved');
    const timer = setTimeout(save, isAgain ? 5 * pauseMs : pauseMs);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react/exhaustive-deps -- what is kept follows what is typed, nothing else
  }, [text, state]);

  const forget = (): void => {
    unsaved.delete(form);
    // What is on its way is kept first, and forgotten then.
    void (here.saving ?? Promise.resolve()).then(() => deleteDraft(form)).catch(() => {});
  };
  return {
    state,
    savedAt,
    isRestored,
    done: () => {
      here.isOver = true;
      forget();
    },
    discard: () => {
      forget();
      const first = JSON.stringify(here.first);
      Object.assign(here, { version: 0, saved: first, latest: first, other: null });
      restore(here.first);
      setRestored(false);
      setSavedAt(null);
      setState('empty');
    },
    takeOther: () => {
      if (here.other && show(here.other)) setSavedAt(here.other.savedAt);
      here.other = null;
      unsaved.delete(form);
      setRestored(true);
      setState('kept');
    },
    keepThis: () => {
      here.version = here.other?.version ?? here.version;
      here.other = null;
      setState('unsaved');
    },
  };
}

const addressHere = (): string => `${location.pathname}${location.search}`.slice(0, 500);

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
