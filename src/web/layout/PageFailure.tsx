import { Anchor, Button, Group } from '@mantine/core';
import { isRouteErrorResponse, useRouteError } from 'react-router';
import { links } from '../links.ts';
import { Page } from '../ui/Page.tsx';
import classes from './Layout.module.css';

const text = {
  title: 'This page cannot be shown',
  about: 'It may have been replaced by a newer version while this one was open, or it has a fault.',
  reload: 'Reload',
  home: 'To the alliance',
};

/** A page that failed to load or to draw: says so, and offers the way on. */
export function PageFailure() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />;
  return (
    <main className={classes.alone}>
      <Page title={text.title} about={text.about}>
        <Group>
          <Button onClick={() => location.reload()}>{text.reload}</Button>
          <Anchor href={links.alliance()}>{text.home}</Anchor>
        </Group>
      </Page>
    </main>
  );
}

/** An address that leads nowhere. */
export function NotFoundPage() {
  return (
    <Page title="No such page" about="The address leads nowhere on this node.">
      <Anchor href={links.alliance()}>{text.home}</Anchor>
    </Page>
  );
}
