import { Group } from '@mantine/core';
import { ButtonLink } from './ButtonLink.tsx';
import { useT } from '../i18n/use-t.ts';

/** Moves through a list that is newest first. Each place has an address of its own. */
export function Pager({ newest, older }: { newest: string | null; older: string | null }) {
  const t = useT();
  if (!newest && !older) return null;
  return (
    <Group component="nav" aria-label={t('ui.pager.pagesOfTheList')} mt="md" gap="xs">
      {newest ? (
        <ButtonLink to={newest} size="compact-sm">
          {t('ui.pager.newest')}
        </ButtonLink>
      ) : null}
      {older ? (
        <ButtonLink to={older} size="compact-sm">
          {t('ui.pager.older')}
        </ButtonLink>
      ) : null}
    </Group>
  );
}
