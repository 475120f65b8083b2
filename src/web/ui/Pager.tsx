import { Group } from '@mantine/core';
import { ButtonLink } from './ButtonLink.tsx';

/** Moves through a list that is newest first. Each place has an address of its own. */
export function Pager({ newest, older }: { newest: string | null; older: string | null }) {
  if (!newest && !older) return null;
  return (
    <Group component="nav" aria-label="Pages of the list" mt="md" gap="xs">
      {newest ? (
        <ButtonLink to={newest} size="compact-sm">
          Newest
        </ButtonLink>
      ) : null}
      {older ? (
        <ButtonLink to={older} size="compact-sm">
          Older
        </ButtonLink>
      ) : null}
    </Group>
  );
}
