import { Button, CloseButton, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useEffect } from 'react';
import { useT } from '#web/i18n/use-t.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { Clocks } from './Clocks.tsx';
import classes from './Guide.module.css';
import { hearNotices } from '#web/noticed.ts';
import { change, markDone, useProgress } from './progress.ts';
import { steps } from './steps.ts';

const close = (): void => change({ isClosed: true });

/** Wherever in the strip the focus is. */
function closeByEscape(strip: HTMLElement | null): (() => void) | undefined {
  const hear = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') close();
  };
  strip?.addEventListener('keydown', hear);
  return () => strip?.removeEventListener('keydown', hear);
}

/** What can be tried in the first ten minutes. Each step looks at what the node says, and is done when that is so. */
export function GuideStrip() {
  const t = useT();
  const { at, done } = useProgress();
  const next = steps.find(({ id }) => !done.includes(id));
  const step = steps.find(({ id }) => id === at) ?? next ?? steps[0]!;
  const following = steps.find(({ id }) => id !== step.id && !done.includes(id));
  // It stays until the visitor goes on, though it is done by then.
  useEffect(() => {
    if (at !== step.id) change({ at: step.id });
  }, [at, step.id]);
  useEffect(() => hearNotices(({ what }) => markDone(what)), []);
  return (
    <section className={classes.strip} aria-label={t('guide.title')} ref={closeByEscape}>
      <div className={classes.head}>
        <p className={classes.title}>{t('guide.title')}</p>
        <ol className={classes.steps}>
          {steps.map(({ id, name }) => (
            <li key={id}>
              <UnstyledButton
                className={classes.step}
                aria-current={id === step.id ? 'step' : undefined}
                onClick={() => change({ at: id })}
              >
                {done.includes(id) ? <Icon name="check" size={12} /> : null}
                {t(name)}
                {done.includes(id) ? <VisuallyHidden> {t('guide.done')}</VisuallyHidden> : null}
              </UnstyledButton>
            </li>
          ))}
        </ol>
        <CloseButton className={classes.close} aria-label={t('guide.close')} onClick={close} />
      </div>
      <Clocks />
      <step.Words />
      {done.includes(step.id) ? (
        <div className={classes.acts} role="status">
          <Icon name="check" />
          <span>
            {following ? t('guide.seen') : t('guide.allSeen', { count: steps.length, help: t('layout.helpMenu.help') })}
          </span>
          {following ? (
            <Button size="compact-sm" onClick={() => change({ at: following.id })}>
              {t('guide.next')}
            </Button>
          ) : (
            <Button size="compact-sm" onClick={close}>
              {t('guide.close')}
            </Button>
          )}
        </div>
      ) : null}
    </section>
  );
}
