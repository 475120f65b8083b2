import { useSyncExternalStore } from 'react';
import { z } from 'zod';

/** How far a visitor came: which step is open, what was seen to be done, and the record that it is done with. No content. */
const progressSchema = z.object({
  isClosed: z.boolean(),
  at: z.string(),
  done: z.array(z.string()),
  record: z.string().nullable(),
});
export type Progress = z.infer<typeof progressSchema>;

const key = 'tamga-guide';
const beginning: Progress = { isClosed: false, at: '', done: [], record: null };
/** Who came from another node of the demonstration has the guide there. */
const atBeginning = (): Progress => ({ ...beginning, isClosed: sessionStorage.getItem('tamga-visitor') === '1' });
const listeners = new Set<() => void>();
let held: Progress | undefined;

function read(): Progress {
  held ??= progressSchema.safeParse(parse(localStorage.getItem(key))).data ?? atBeginning();
  return held;
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

/** Changes what is kept, here and in the other tabs of this node. */
export function change(part: Partial<Progress>): void {
  held = { ...read(), ...part };
  localStorage.setItem(key, JSON.stringify(held));
  for (const listen of listeners) listen();
}

export const startOver = (): void => change(beginning);

/** Once seen, a step stays done. */
export const markDone = (id: string): void => {
  if (!read().done.includes(id)) change({ done: [...read().done, id] });
};

const subscribe = (listen: () => void): (() => void) => {
  const other = (event: StorageEvent): void => {
    if (event.key !== key) return;
    held = undefined;
    listen();
  };
  listeners.add(listen);
  globalThis.addEventListener('storage', other);
  return () => {
    listeners.delete(listen);
    globalThis.removeEventListener('storage', other);
  };
};

export const useProgress = (): Progress => useSyncExternalStore(subscribe, read);
