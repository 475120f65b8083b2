import { Button, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { sayAnyOf } from './i18n/lists.ts';
import type { Translate } from './i18n/translate.ts';
import { useT } from './i18n/use-t.ts';
import { links } from './links.ts';
import { isMine, pageOf } from './next-steps.ts';
import type { Step } from './next-steps.ts';
import { PageLink } from './ui/ButtonLink.tsx';
import { DataTable } from './ui/DataTable.tsx';
import { Mono } from './ui/Mono.tsx';
import { Section } from './ui/Section.tsx';
import { Tag } from './ui/Tag.tsx';
import type { Tone } from './ui/Tag.tsx';
import { Time } from './ui/Time.tsx';
import { exactTimeIn } from './ui/times.ts';

type Props = {
  steps: readonly Step[];
  /** Acts that the page offers in another place: they are named here, without a link. */
  elsewhere?: readonly Step['act'][];
  /** What the record is called that a step is about, where the page is about several. */
  nameOf?: (ref: string) => string;
};

const nothing: readonly Step['act'][] = [];

/** What may be done next, by whom, and until when: as the node folds it from the records and the rules of their kinds. */
export function NextSection({ steps, elsewhere = nothing, nameOf }: Props) {
  const t = useT();
  const [isAll, setAll] = useState(false);
  if (steps.length === 0) return null;
  const shown = isAll ? steps : steps.filter(isPressing);
  const columns = [
    { title: t('cases.next.what') },
    ...(nameOf ? [{ title: t('cases.next.record') }] : []),
    { title: t('cases.next.who') },
    { title: t('cases.next.until') },
    { title: t('cases.next.mine') },
  ];
  return (
    <Section
      title={t('cases.next.title')}
      note={t('cases.next.note')}
      actions={
        shown.length === steps.length ? null : (
          <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
            {t('cases.next.all', { count: steps.length })}
          </Button>
        )
      }
    >
      {shown.length === 0 ? (
        <Text size="sm">{t('cases.next.nothing')}</Text>
      ) : (
        <DataTable label={t('cases.next.title')} columns={columns}>
          {shown.map((step) => (
            <Table.Tr key={keyOf(step)}>
              <Table.Td miw={160}>
                <What step={step} isElsewhere={elsewhere.includes(step.act)} />
              </Table.Td>
              {nameOf ? (
                <Table.Td>
                  <PageLink to={links.record(step.record)}>{nameOf(step.record)}</PageLink>
                </Table.Td>
              ) : null}
              <Table.Td miw={160}>
                <Mono whole>{step.who.join(', ')}</Mono>
                <Text size="xs" c="dimmed">
                  {sayRoles(t, step)}
                </Text>
              </Table.Td>
              <Table.Td miw={140}>
                <Until step={step} />
              </Table.Td>
              <Table.Td>{sayMine(t, step)}</Table.Td>
            </Table.Tr>
          ))}
        </DataTable>
      )}
    </Section>
  );
}

/** What has a clock, or waits for a hand; what merely may be done is shown when it is asked for. */
const isPressing = ({ act, due, state }: Step): boolean =>
  state !== 'done' && state !== 'late' && (due !== null || act === 'approve' || act === 'confirm' || act === 'task');

const keyOf = ({ record, act, kind, clock, id, who }: Step): string =>
  [record, act, kind, clock, id, who.join()].join(' ');

/** Whether it is the officer's who looks, and if not, whose. */
function sayMine(t: Translate, step: Step): string {
  if (step.notMine !== null) return t.term('notMine', step.notMine);
  return isMine(step) ? t('cases.next.you') : '';
}

function What({ step, isElsewhere }: { step: Step; isElsewhere: boolean }) {
  const t = useT();
  const page = isMine(step) && !isElsewhere ? pageOf(step) : null;
  const name = nameOfStep(t, step);
  return (
    <>
      {page === null ? name : <PageLink to={page}>{name}</PageLink>}
      {step.clock === null ? null : (
        <Text size="xs" c="dimmed">
          {t.term('deadline', step.clock)}
        </Text>
      )}
    </>
  );
}

/** What is written is called by its kind. */
const nameOfStep = (t: Translate, { act, kind }: Step): string =>
  (act === 'write' || act === 'approve') && kind !== null
    ? t(act === 'write' ? 'cases.next.write' : 'cases.next.approve', { kind: t.term('kind', kind) })
    : t.term('step', act);

function sayRoles(t: Translate, { roles }: Step): string {
  if (roles.length === 0) return t('cases.next.byNode');
  const each = roles.map((some) =>
    sayAnyOf(
      t,
      some.map((role) => t.term('role', role)),
    ),
  );
  return each.length === 1
    ? (each[0] ?? '')
    : t('cases.next.andThen', { first: each[0] ?? '', second: each.slice(1).join('; ') });
}

/** One word on a duty; what was done too late says by how much. */
function sayState(t: Translate, { state, due, doneAt }: Step): string {
  if (state !== 'late' || due === null || doneAt === null) return t.term('stepState', state);
  const hours = Math.max(1, Math.ceil((Date.parse(doneAt) - Date.parse(due)) / 3_600_000));
  return hours < 48
    ? t('cases.next.lateHours', { count: hours })
    : t('cases.next.lateDays', { count: Math.floor(hours / 24) });
}

const tones: Record<Step['state'], Tone> = { open: 'plain', overdue: 'bad', done: 'good', late: 'wait' };

function Until({ step }: { step: Step }) {
  const t = useT();
  const { due, timeZone, state, done } = step;
  return (
    <>
      {due === null ? (
        <Text size="sm" c="dimmed">
          {t('cases.next.noClock')}
        </Text>
      ) : (
        <>
          <Time at={due} />
          <Text size="xs" c="dimmed">
            {exactTimeIn(due, t.locale, timeZone ?? 'UTC')}
          </Text>
        </>
      )}
      {state === 'open' ? null : <Tag tone={tones[state]}>{sayState(t, step)}</Tag>}
      {done.map((ref) => (
        <div key={ref}>
          <PageLink to={links.record(ref)} quiet>
            {t('cases.next.done')}
          </PageLink>
        </div>
      ))}
    </>
  );
}
