import { Group, NativeSelect, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usePurposeName } from '#web/Purpose.tsx';
import { refreshMs } from '#web/queries.ts';
import { useMay } from '#web/session.ts';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { fetchAssignments } from './api.ts';
import type { AssignmentRow } from './api.ts';
import { AssignmentTable } from './AssignmentTable.tsx';
import { byOfficer } from './by-officer.ts';
import type { OfficerRows } from './by-officer.ts';

/** So many lines stand open at once; more are folded, each officer's under the number. */
const fewRows = 12;

/** What was given, by officer: one of them or all, what runs or also what is over. */
export function Given() {
  const t = useT();
  const [runs, setRuns] = useState(true);
  const [officer, setOfficer] = useState('');
  const given = useQuery({
    queryKey: ['assignments', !runs],
    queryFn: () => fetchAssignments(!runs),
    refetchInterval: refreshMs,
  });
  const officers = byOfficer(given.data?.items ?? [], { officer: '', runs }).map((one) => one.officer);
  return (
    <Section
      title={t('assignments.given')}
      actions={
        <Group gap="md" align="center">
          <NativeSelect
            aria-label={t('assignments.officer')}
            value={officers.includes(officer) ? officer : ''}
            data={[
              { value: '', label: t('assignments.everybody') },
              ...officers.map((one) => ({ value: one, label: one })),
            ]}
            onChange={(event) => setOfficer(event.currentTarget.value)}
          />
          <Switch
            label={t('assignments.runningOnly')}
            checked={runs}
            onChange={(event) => setRuns(event.currentTarget.checked)}
          />
        </Group>
      }
    >
      <Loaded query={given}>
        {({ items }) => <Officers rows={items} asked={{ officer: officers.includes(officer) ? officer : '', runs }} />}
      </Loaded>
    </Section>
  );
}

function Officers({ rows, asked }: { rows: readonly AssignmentRow[]; asked: Parameters<typeof byOfficer>[1] }) {
  const t = useT();
  const groups = byOfficer(rows, asked);
  const count = groups.reduce((sum, group) => sum + group.rows.length, 0);
  if (count === 0) return <Empty title={t('assignments.none')}>{t('assignments.noneWhy')}</Empty>;
  const isOpen = groups.length === 1 || count <= fewRows;
  return groups.map((group) => <OfFolded key={`${group.officer} ${isOpen}`} group={group} isOpen={isOpen} />);
}

/** One officer: how many run and what for; each of them when it is unfolded. */
function OfFolded({ group, isOpen }: { group: OfficerRows; isOpen: boolean }) {
  const t = useT();
  const may = useMay();
  const nameOf = usePurposeName();
  const [shown, setShown] = useState(isOpen);
  const { officer, rows, running, purposes } = group;
  // The names have commas of their own.
  const names = shown ? '' : purposes.map((purpose) => nameOf(purpose)).join('; ');
  return (
    <details open={shown} onToggle={(event) => setShown(event.currentTarget.open)} style={{ marginBottom: '0.75rem' }}>
      <summary>
        <strong>{officer}</strong> {running === 0 ? t('assignments.noneRun') : t('assignments.run', { count: running })}
        {names === '' ? null : (
          <Text component="span" display="block" size="sm" c="dimmed">
            {names}
          </Text>
        )}
      </summary>
      {shown ? <AssignmentTable label={t('assignments.givenTo', { officer })} rows={rows} mayEnd={may.assign} /> : null}
    </details>
  );
}
