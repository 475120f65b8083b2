import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMay } from '#web/session.ts';
import { Dialog } from '#web/ui/Dialog.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import type { Target } from './api.ts';
import { useTarget } from './use-target.ts';
import { useT } from '#web/i18n/use-t.ts';

type Props = { titles: { record: string; run: string }; children: (target: Target, close: () => void) => ReactNode };

/** The dialog over the page of what is to be released or recalled, for a role that may do so. */
export function TargetDialog({ titles, children }: Props) {
  const t = useT();
  const may = useMay();
  const { target, isImport, close } = useTarget();
  return (
    <Dialog title={isImport ? titles.run : titles.record} onClose={close}>
      {may.release ? (
        <Loaded query={target}>{(data) => children(data, close)}</Loaded>
      ) : (
        <Text>{t('releases.targetDialog.notAllowed')}</Text>
      )}
    </Dialog>
  );
}
