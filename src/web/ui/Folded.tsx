import { Button, Text } from '@mantine/core';
import { createContext, useContext, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useCare } from '../care.ts';
import { useT } from '../i18n/use-t.ts';
import { Panel } from './Panel.tsx';

type Asked = { isOpen: boolean; open: () => void };

const AskedFor = createContext<Asked | null>(null);

/** Whether what its author marked as disturbing was asked for: here and this once. */
function useAsked(): Asked {
  const [isOpen, setOpen] = useState(false);
  return useMemo(() => ({ isOpen, open: () => setOpen(true) }), [isOpen]);
}

/** All that is folded within is asked for at once. `children` is told whether it is still covered, to leave out a title. */
export function FoldedTogether({
  disturbs,
  children,
}: {
  disturbs: boolean;
  children: (isCovered: boolean) => ReactNode;
}) {
  const asked = useAsked();
  const { holds } = useCare();
  return <AskedFor value={asked}>{children(disturbs && !asked.isOpen && holds.has('fold'))}</AskedFor>;
}

/** Text that its author marked as disturbing: folded until it is asked for. */
export function Folded({ disturbs, children }: { disturbs: boolean; children: ReactNode }) {
  const t = useT();
  const { holds } = useCare();
  const own = useAsked();
  const { isOpen, open } = useContext(AskedFor) ?? own;
  if (!disturbs || isOpen || !holds.has('fold')) return children;
  return (
    <Panel>
      <Text mb="xs">{t('care.folded.about')}</Text>
      <Button variant="default" size="compact-sm" onClick={open}>
        {t('care.folded.show')}
      </Button>
    </Panel>
  );
}

/** What an author says of a body: `disturbing` of our own kinds, the label of that name in STIX, also of the object that a record carries. */
export function isDisturbing(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  const { disturbing, labels, object } = body as { disturbing?: unknown; labels?: unknown; object?: unknown };
  return disturbing === true || (Array.isArray(labels) && labels.includes('disturbing')) || isDisturbing(object);
}

/** The same, of a text in JSON; what is none was marked by nobody. */
export function isDisturbingText(text: string | null): boolean {
  if (!text?.includes('disturbing')) return false;
  try {
    return isDisturbing(JSON.parse(text));
  } catch {
    return false;
  }
}
