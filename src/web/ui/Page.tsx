import { Group, Text, Title } from '@mantine/core';
import { useContext, useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { SessionContext } from '../session.ts';
import classes from './Page.module.css';

type Props = {
  title: string;
  /** One line on what the page is for. */
  about?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
};

let isFirstPage = true;

/** A page: its title in the tab and as the one first heading, what can be done, and the content. */
export function Page({ title, about, actions, children }: Props) {
  const session = useContext(SessionContext);
  const heading = useRef<HTMLHeadingElement>(null);

  // A reader of the screen hears the new page's name; the browser's own focus is right for the first one.
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);

  return (
    <>
      <title>{[title, session?.node.code, 'Tamga'].filter(Boolean).join(' · ')}</title>
      <header className={classes.head}>
        <div className={classes.words}>
          <Title order={1} ref={heading} tabIndex={-1} className={classes.title} dir="auto">
            {title}
          </Title>
          {about ? (
            <Text c="dimmed" component="div">
              {about}
            </Text>
          ) : null}
        </div>
        {actions ? <Group gap="xs">{actions}</Group> : null}
      </header>
      {children}
    </>
  );
}
