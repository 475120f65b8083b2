import { Outlet } from 'react-router';
import { useMay } from '../session.ts';
import { Page } from '../ui/Page.tsx';
import { useT } from '../i18n/use-t.ts';

/** Stands over the pages that hold nothing but content: a role that reads none is told so, and the node is not even asked. */
export function ContentPages() {
  const t = useT();
  return useMay().read ? (
    <Outlet />
  ) : (
    <Page title={t('layout.contentPages.title')} about={t('layout.contentPages.about')} />
  );
}
