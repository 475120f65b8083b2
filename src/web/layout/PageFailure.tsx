import { Anchor, Button, Group } from '@mantine/core';
import { useEffect, useState } from 'react';
import { isRouteErrorResponse, useRouteError } from 'react-router';
import { links } from '../links.ts';
import { Page } from '../ui/Page.tsx';
import classes from './Layout.module.css';
import { useT } from '../i18n/use-t.ts';

/** Null until it is known: a page that cannot be fetched is otherwise taken for a fault of its own. */
function useNodeAnswers(): boolean | null {
  const [answers, setAnswers] = useState<boolean | null>(null);
  useEffect(() => {
    const set = (value: boolean) => () => setAnswers(value);
    void fetch('/', { method: 'HEAD', cache: 'no-store' }).then(set(true), set(false));
  }, []);
  return answers;
}

/** A page that failed to load or to draw: says so, and offers the way on. */
export function PageFailure() {
  const t = useT();
  const error = useRouteError();
  const answers = useNodeAnswers();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />;
  return (
    <main className={classes.alone}>
      <Page
        title={t('layout.pageFailure.title')}
        about={answers === false ? t('layout.pageFailure.silent') : t('layout.pageFailure.about')}
      >
        <Group>
          <Button onClick={() => location.reload()}>{t('layout.pageFailure.reload')}</Button>
          <Anchor href={links.home()}>{t('layout.pageFailure.home')}</Anchor>
        </Group>
      </Page>
    </main>
  );
}

/** An address that leads nowhere. */
export function NotFoundPage() {
  const t = useT();
  return (
    <Page title={t('layout.pageFailure.noSuchPage')} about={t('layout.pageFailure.theAddressLeadsNowhere')}>
      <Anchor href={links.home()}>{t('layout.pageFailure.home')}</Anchor>
    </Page>
  );
}
