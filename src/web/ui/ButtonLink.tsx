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

/** A link to another page of this node. */
export function PageLink({ to, children, quiet = false }: { to: string; children: ReactNode; quiet?: boolean }) {
  return (
    <Anchor component={Link} to={to} inherit underline="hover" {...(quiet ? { c: 'inherit' } : {})}>
      {children}
    </Anchor>
  );
}
