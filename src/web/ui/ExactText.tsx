import { CopyButton, Button } from '@mantine/core';
import classes from './ExactText.module.css';
import { visibleText } from './visible-text.ts';
import { useT } from '../i18n/use-t.ts';

/** Text exactly as it was sealed, in a box that scrolls; copying gives the very characters. */
export function ExactText({ text, label }: { text: string; label: string }) {
  const t = useT();
  return (
    <div className={classes.frame}>
      {/* oxlint-disable-next-line no-noninteractive-tabindex -- what scrolls must be reachable by keyboard (WCAG §2.1.1) */}
      <pre className={classes.text} tabIndex={0} role="group" aria-label={label} dir="ltr">
        {visibleText(text)}
      </pre>
      <div className={classes.copy}>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" onClick={copy}>
              {copied ? t('ui.exactText.copied') : t('ui.exactText.copy')}
            </Button>
          )}
        </CopyButton>
      </div>
    </div>
  );
}
