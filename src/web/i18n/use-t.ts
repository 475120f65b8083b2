import { useSyncExternalStore } from 'react';
import { currentTranslate, subscribe } from './language.ts';
import type { Translate } from './translate.ts';

/** The voice of the language that is chosen; the component is drawn anew when another is. */
export const useT = (): Translate => useSyncExternalStore(subscribe, currentTranslate);
