import { Anchor, Code, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { links } from '../links.ts';
import { ownCode } from '../own-code.ts';
import classes from './Layout.module.css';

const text = {
  title: 'Not signed in',
  about:
    'This node shows its pages to signed-in officers only. A session ends by itself; after sign-in this page is shown again, without what was being typed.',
  first: 'Without a passkey, ask for a one-time link on the machine that the node runs on:',
  next: 'Open the printed link in this browser. It works once.',
  verify: 'Check a proof from a file, without signing in',
};

/** What stands in place of every page while nobody is signed in. */
export function SignedOut({ signIn }: { signIn: ReactNode }) {
  return (
    <main className={classes.alone}>
      <title>{`${text.title} · Tamga`}</title>
      <Title order={1} mb="xs">
        {text.title}
      </Title>
      <Text>{text.about}</Text>
      {signIn}
      <Text>{text.first}</Text>
      <Code block my="md">
        npx tamga sign-in --node {ownCode()}
      </Code>
      <Text c="dimmed" mb="md">
        {text.next}
      </Text>
      <Anchor component={Link} to={links.verify()}>
        {text.verify}
      </Anchor>
    </main>
  );
}
