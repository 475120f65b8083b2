import { Group, Stack, Text } from '@mantine/core';
import { links } from '#web/links.ts';
import { useMay } from '#web/session.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import type { Approved } from './api.ts';

const text = {
  sealed: 'Nobody is missing any more: the record is sealed.',
  record: 'To the record',
  release: 'Release it',
  withheld: 'Not for everybody who has the record that it replaces or goes with:',
};

/** After the last signature: where the record is, and who has it not. */
export function Sealed({ sealed: { ref, withheld } }: { sealed: NonNullable<Approved['sealed']> }) {
  const may = useMay();
  return (
    <Stack>
      <Text role="status">{text.sealed}</Text>
      {withheld.length > 0 ? (
        <div>
          {text.withheld}
          <ul>
            {withheld.map(({ to, code, why }) => (
              <li key={to}>
                {to}: {why} ({code})
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <Group>
        <PageLink to={links.record(ref)}>{text.record}</PageLink>
        {may.act ? <PageLink to={links.release(links.record(ref))}>{text.release}</PageLink> : null}
      </Group>
    </Stack>
  );
}
