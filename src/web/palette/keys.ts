import { links } from '../links.ts';

/** As they stand on keyboards. */
export const paletteKeys = 'Ctrl K';
/** The field in which one searches on the page that is shown. */
export const searchField = 'main input[type=search]';

/** After `g`, the letter of a place. The letters are those of the English names, in every language. */
export const jumps = {
  h: { name: 'layout.navigation.home', to: links.home(), power: null },
  a: { name: 'layout.navigation.alliance', to: links.alliance(), power: null },
  r: { name: 'layout.navigation.records', to: links.records(), power: null },
  i: { name: 'layout.navigation.inbox', to: links.inbox(), power: null },
  p: { name: 'layout.navigation.proposals', to: links.proposals(), power: null },
  t: { name: 'layout.navigation.threats', to: links.threats(), power: 'read-content' },
  m: { name: 'layout.navigation.imports', to: links.imports(), power: 'read-content' },
  k: { name: 'layout.navigation.tasks', to: links.tasks(), power: 'read-content' },
  q: { name: 'layout.navigation.quarantine', to: links.quarantine(), power: 'read-content' },
  v: { name: 'layout.navigation.arrivals', to: links.arrivals(), power: null },
  o: { name: 'layout.navigation.oversight', to: links.oversight(), power: null },
  f: { name: 'layout.navigation.officers', to: links.officers(), power: 'appoint' },
  s: { name: 'layout.navigation.settings', to: links.settings(), power: null },
} as const;

export type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

export type KeyState = {
  /** `g` was pressed just before. */
  isJumping: boolean;
  /** The focus is where letters are typed. */
  isTyping: boolean;
  /** A dialog is open: only what opens the palette counts. */
  isCovered: boolean;
  hasSingleKeys: boolean;
  powers: readonly string[];
};

export type KeyAct = { do: 'palette' | 'help' | 'search' | 'jump' } | { do: 'go'; to: string } | null;

/** What a key does. Letters do nothing where somebody types, or with a modifier, which browsers and systems keep for themselves. */
export function actOfKey({ key, ctrlKey, metaKey, altKey }: Pressed, state: KeyState): KeyAct {
  if (key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey) return { do: 'palette' };
  if (ctrlKey || metaKey || altKey || state.isTyping || state.isCovered || !state.hasSingleKeys) return null;
  if (state.isJumping) {
    const jump = jumps[key.toLowerCase() as keyof typeof jumps];
    return jump && (jump.power === null || state.powers.includes(jump.power)) ? { do: 'go', to: jump.to } : null;
  }
  if (key === 'g') return { do: 'jump' };
  if (key === '?') return { do: 'help' };
  if (key === '/') return { do: 'search' };
  if (key === 'n' && state.powers.includes('act')) return { do: 'go', to: links.newRecord() };
  return null;
}
