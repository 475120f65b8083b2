import type { ReactNode } from 'react';
import { Outlet } from 'react-router';
import { Page } from '#web/ui/Page.tsx';
import { SinceYesterday } from './SinceYesterday.tsx';
import { useT } from '#web/i18n/use-t.ts';

/** The first page: what changed and what is due, with what the alliance says of itself `around` it. */
export function HomePage({ around }: { around: (news: ReactNode) => ReactNode }) {
  const t = useT();
  return (
    <Page title={t('layout.navigation.home')} about={t('home.about')}>
      {around(<SinceYesterday />)}
      <Outlet />
    </Page>
  );
}
