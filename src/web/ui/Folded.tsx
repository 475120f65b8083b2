import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useCare } from '../care.ts';
import { useT } from '../i18n/use-t.ts';
import { Panel } from './Panel.tsx';

/** Text that its author marked as disturbing: folded until it is asked for, here and this once. */
export function Folded({ disturbs, children }: { disturbs: boolean; children: ReactNode }) {
  const t = useT();
  const { holds } = useCare();
  const [isOpen, setOpen] = useState(false);
  if (!disturbs || isOpen || !holds.has('fold')) return children;
  return (
    <Panel>
      <Text mb="xs">{t('care.folded.about')}</Text>
      <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
        {t('care.folded.show')}
      </Button>
    </Panel>
  );
}

/** What an author says of a body: `disturbing` of our own kinds, the label of that name in STIX. */
export function isDisturbing(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  const { disturbing, labels } = body as { disturbing?: unknown; labels?: unknown };
  return disturbing === true || (Array.isArray(labels) && labels.includes('disturbing'));
}
