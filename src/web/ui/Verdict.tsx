import { Tag } from './Tag.tsx';
import type { Tone } from './Tag.tsx';
import { useT } from '../i18n/use-t.ts';

const tones: Record<string, Tone> = { own: 'plain', accepted: 'good', waiting: 'wait', quarantined: 'bad' };

/** This node's verdict on a record, with the rule's code when it has one. */
export function Verdict({ verdict, code, why }: { verdict: string; code?: string | null; why?: string | null }) {
  const t = useT();
  const name = t.term('verdict', verdict);
  return (
    <Tag tone={tones[verdict] ?? 'plain'} title={why ?? undefined}>
      {code ? `${name} (${code})` : name}
    </Tag>
  );
}
