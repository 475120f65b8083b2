import { useState } from 'react';
import { z } from 'zod';
import { useDraft } from './use-draft.ts';
import type { DraftKeeping } from './use-draft.ts';

/** A line of text for each of several things on a page, by the thing's id. */
export type KeptNotes = {
  draft: DraftKeeping;
  of: (id: string | number) => string;
  set: (id: string | number, text: string) => void;
};

const schema = z.record(z.string(), z.string());

/** Keeps the short remarks of a list as long texts are kept: one draft for all of its lines; with the last of them it is forgotten. */
export function useKeptNotes(form: string): KeptNotes {
  const [notes, setNotes] = useState<Readonly<Record<string, string>>>({});
  const draft = useDraft({ form, value: notes, schema, restore: setNotes });
  return {
    draft,
    of: (id) => notes[id] ?? '',
    set: (id, text) => {
      const { [id]: _, ...others } = notes;
      if (text !== '') setNotes({ ...others, [id]: text });
      else if (Object.keys(others).length > 0) setNotes(others);
      else draft.discard();
    },
  };
}
