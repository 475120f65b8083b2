import { Anchor, Button, Group } from '@mantine/core';
import { isRouteErrorResponse, useRouteError } from 'react-router';
import { links } from '../links.ts';
import { Page } from '../ui/Page.tsx';
import classes from './Layout.module.css';
import { useT } from '../i18n/use-t.ts';

/** A page that failed to load or to draw: says so, and offers the way on. */
export function PageFailure() {
  const t = useT();
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />;
  return (
    <main className={classes.alone}>
      <Page title={t('layout.pageFailure.title')} about={t('layout.pageFailure.about')}>
        <Group>
          <Button onClick={() => location.reload()}>{t('layout.pageFailure.reload')}</Button>
          <Anchor href={links.alliance()}>{t('layout.pageFailure.home')}</Anchor>
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
      <Anchor href={links.alliance()}>{t('layout.pageFailure.home')}</Anchor>
    </Page>
  );
}
