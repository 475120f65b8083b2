import type { ComponentType } from 'react';
import type { MessageKey } from '#web/i18n/translate.ts';
import { FlipStep } from './FlipStep.tsx';
import { FourEyesStep } from './FourEyesStep.tsx';
import { RecallStep } from './RecallStep.tsx';
import { RecountStep } from './RecountStep.tsx';
import { ReleaseStep } from './ReleaseStep.tsx';

/**
 * One thing to try. `Words` says what, leads there, and calls `markDone(id)` once it sees at the node that it is so; a step may also be
 * done by what a page notices (`#web/noticed.ts`). It pretends nothing.
 */
export type GuideStep = { id: string; name: MessageKey; Words: ComponentType };

/** What a demonstration shows first, in order. A later feature adds a step here. */
export const steps: readonly GuideStep[] = [
  { id: 'released', name: 'guide.release.name', Words: ReleaseStep },
  { id: 'recalled', name: 'guide.recall.name', Words: RecallStep },
  { id: 'refused', name: 'guide.refused.name', Words: FourEyesStep },
  { id: 'flipped', name: 'guide.flip.name', Words: FlipStep },
  { id: 'recounted', name: 'guide.recount.name', Words: RecountStep },
];
