import { useOutletContext } from 'react-router';
import type { Checked } from '../verify.ts';
import type { Proposal } from './api.ts';

/** What the page of a proposal holds, as its forms get it: what is shown there is what is signed here. */
export type Held = { proposal: Proposal; checked: Checked };

/** `isCovered`: its content disturbs, and the officer has not asked to be shown it. */
export type Looked = Held & { isCovered: boolean };

export const useHeld = (): Looked => useOutletContext<Looked>();
