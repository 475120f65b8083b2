import { Tag } from '#web/ui/Tag.tsx';
import type { ImportSummary } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';

const tones: Partial<Record<string, 'good' | 'bad'>> = { finished: 'good', failed: 'bad' };

/** What has become of a run. */
export function RunTag({ run }: { run: ImportSummary }) {
  const t = useT();
  return <Tag tone={tones[run.state] ?? 'wait'}>{t.term('runState', run.state)}</Tag>;
}
