import { Anchor, Code, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { links } from '../links.ts';
import { ownCode } from '../own-code.ts';
import classes from './Layout.module.css';

const text = {
  title: 'Not signed in',
  first:
    'This node shows its pages to signed-in officers only. On the machine that it runs on, ask for a one-time link:',
  next: 'Open the printed link in this browser. It works once.',
  verify: 'Check a proof from a file, without signing in',
};

/** What stands in place of every page while nobody is signed in. */
export function SignedOut() {
  return (
    <main className={classes.alone}>
      <title>{`${text.title} · Tamga`}</title>
      <Title order={1} mb="xs">
        {text.title}
      </Title>
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
