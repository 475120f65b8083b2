import { lazy, Suspense } from 'react';
import { learnAll } from '#web/i18n/language.ts';
import { useSession } from '#web/session.ts';
import { useProgress } from './progress.ts';

const GuideStrip = lazy(async () => {
  const [found] = await Promise.all([import('./GuideStrip.tsx'), learnAll()]);
  return { default: found.GuideStrip };
});

/** Where a demonstration runs, and the visitor has not closed it: what to try next. Fetched only there. */
export function Guide() {
  const { beside } = useSession();
  const { isClosed } = useProgress();
  if (beside.length === 0 || isClosed) return null;
  return (
    <Suspense fallback={null}>
      <GuideStrip />
    </Suspense>
  );
}
