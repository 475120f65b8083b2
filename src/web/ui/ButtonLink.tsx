import { Anchor, Button } from '@mantine/core';
import type { ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** Looks like a button, goes to a page. The address comes from the caller. */
export function ButtonLink({
  to,
  children,
  ...rest
}: ButtonProps & { to: string; children: ReactNode; onClick?: () => void }) {
  return (
    <Button component={Link} to={to} variant="default" {...rest}>
      {children}
    </Button>
  );
}

type PageLinkProps = { to: string; children: ReactNode; quiet?: boolean; inText?: boolean };

/** A link to another page of this node. `inText`: it stands among words, from which its colour alone would not tell it (WCAG §1.4.1). */
export function PageLink({ to, children, quiet = false, inText = false }: PageLinkProps) {
  return (
    <Anchor
      component={Link}
      to={to}
      inherit
      dir="auto"
      underline={inText ? 'always' : 'hover'}
      {...(quiet ? { c: 'inherit' } : {})}
    >
      {children}
    </Anchor>
  );
}
