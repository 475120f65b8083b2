import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import classes from './Dialog.module.css';
import { returnFocus } from './return-focus.ts';
import { useT } from '../i18n/use-t.ts';

/** A form over its page. Escape closes it; the focus goes in and comes back. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const t = useT();
  // It closes by its address going away, so it has to bring the focus back itself.
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      returnFocus(opener);
    },
    [opener],
  );
  return (
    <Modal.Root opened onClose={onClose} size="lg" centered>
      <Modal.Overlay />
      <Modal.Content>
        {/* Not Modal.Header: its <header> would be a second banner of the page. */}
        <div className={classes.head}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('ui.dialog.close')} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
