import { Outlet } from 'react-router';
import { useMay } from '../session.ts';
import { Page } from '../ui/Page.tsx';

const text = {
  title: 'Not for your role',
  about: 'This page shows content, and a node administrator reads none.',
};

/** Stands over the pages that hold nothing but content: a role that reads none is told so, and the node is not even asked. */
export function ContentPages() {
  return useMay().read ? <Outlet /> : <Page title={text.title} about={text.about} />;
}
