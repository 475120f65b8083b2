import { useSyncExternalStore } from 'react';

/** What stands over every page when it is asked for. */
export type Overlay = 'palette' | 'help' | null;

let shown: Overlay = null;
const listeners = new Set<() => void>();

export function show(overlay: Overlay): void {
  shown = overlay;
  for (const tell of listeners) tell();
}

const subscribe = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => void listeners.delete(tell);
};

export const useOverlay = (): Overlay => useSyncExternalStore(subscribe, () => shown);

const key = 'tamga.single-keys';

/** Keys that do something alone can be switched off (WCAG 2.2 §2.1.4): who dictates, or whose hand trembles, presses them unasked. */
export function hasSingleKeys(): boolean {
  try {
    return localStorage.getItem(key) !== 'off';
  } catch {
    return true; // Storage is switched off.
  }
}

export function setSingleKeys(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(key);
    else localStorage.setItem(key, 'off');
  } catch {
    // They stay as they are.
  }
}
