import { Tag } from '#web/ui/Tag.tsx';
import type { ImportSummary } from './api.ts';

const tones: Partial<Record<string, 'good' | 'bad'>> = { finished: 'good', failed: 'bad' };

/** What has become of a run. */
export function RunTag({ run }: { run: ImportSummary }) {
  return <Tag tone={tones[run.state] ?? 'wait'}>{run.state.replace('-', ' ')}</Tag>;
}
