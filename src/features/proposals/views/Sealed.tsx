import { Group, Stack, Text } from '@mantine/core';
import { links } from '#web/links.ts';
import { useMay } from '#web/session.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import type { Approved } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';
import { Why } from '#web/ui/Why.tsx';

/** After the last signature: where the record is, and who has it not. */
export function Sealed({ sealed: { ref, withheld } }: { sealed: NonNullable<Approved['sealed']> }) {
  const t = useT();
  const may = useMay();
  return (
    <Stack>
      <Text role="status">{t('proposals.sealed.sealed')}</Text>
      {withheld.length > 0 ? (
        <div>
          {t('proposals.sealed.withheld')}
          <ul>
            {withheld.map(({ to, code, why }) => (
              <li key={to}>
                {to}: <Why code={code} why={why} /> ({code})
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <Group>
        <PageLink to={links.record(ref)}>{t('proposals.toTheRecord')}</PageLink>
        {may.release ? <PageLink to={links.release(links.record(ref))}>{t('proposals.releaseIt')}</PageLink> : null}
      </Group>
    </Stack>
  );
}
