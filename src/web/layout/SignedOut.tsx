import { Anchor, Code, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { isEndedByIdling } from '../http.ts';
import { links } from '../links.ts';
import { keepReturn } from '../return-to.ts';
import { ownCode } from '../own-code.ts';
import classes from './Layout.module.css';
import { useT } from '../i18n/use-t.ts';

/** What stands in place of every page while nobody is signed in. */
export function SignedOut({ signIn }: { signIn: ReactNode }) {
  const t = useT();
  const { pathname, search } = useLocation();
  // Once: what this page asks itself says nothing of how the session ended.
  const [isIdle] = useState(isEndedByIdling);
  useEffect(() => keepReturn(pathname + search), [pathname, search]);
  return (
    <main className={classes.alone}>
      <title>{`${t('layout.signedOut.title')} · Tamga`}</title>
      <Title order={1} mb="xs">
        {t('layout.signedOut.title')}
      </Title>
      {isIdle ? <Text fw={600}>{t('layout.signedOut.idle')}</Text> : null}
      <Text>{t('layout.signedOut.about')}</Text>
      {signIn}
      <Text>{t('layout.signedOut.first')}</Text>
      <Code block my="md">
        npx tamga sign-in --node {ownCode()}
      </Code>
      <Text c="dimmed" mb="md">
        {t('layout.signedOut.next')}
      </Text>
      <Anchor component={Link} to={links.verify()}>
        {t('layout.signedOut.verify')}
      </Anchor>
    </main>
  );
}
