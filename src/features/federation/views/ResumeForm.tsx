import { Anchor, Checkbox, List, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { links } from '#web/links.ts';
import { useMay } from '#web/session.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Time } from '#web/ui/Time.tsx';
import { useFields } from '#web/use-fields.ts';
import { fetchAlarmsOf, resumePeer } from './api.ts';
import type { PeerAlarm } from './api.ts';

const text = {
  about:
    'It is asked again. Nothing is forgiven by that: what was verified of its log stays, and what is still wrong stops it again.',
  confirm: 'Resume exchange',
  reason: 'Reason',
  reasonNote: 'What its officers said, and by which way. It stands beside the alarm and stays on this node.',
  read: 'I have read the alarms and their evidence',
  notAllowed: 'Your role resumes nothing. Only a case officer does.',
};

/** The decision about a peer that is stopped, with what it is taken on. */
export function ResumeForm() {
  const may = useMay();
  const { participant = '' } = useParams();
  const alarms = useQuery({
    queryKey: ['alarms', participant],
    queryFn: () => fetchAlarmsOf(participant),
    enabled: may.act,
  });
  const { values, field } = useFields(() => ({ reason: '' }));
  return (
    <ActForm
      title={`Resume exchange with ${participant}`}
      about={text.about}
      confirm={text.confirm}
      under={links.alliance()}
      withheld={may.act ? undefined : text.notAllowed}
      act={() => resumePeer(participant, values.reason)}
    >
      <Loaded query={alarms}>{(data) => <Alarms alarms={data} />}</Loaded>
      <Textarea
        label={text.reason}
        description={text.reasonNote}
        maxLength={1_000}
        autosize
        minRows={2}
        {...field('reason')}
      />
      <Checkbox label={text.read} required />
    </ActForm>
  );
}

const Alarms = ({ alarms }: { alarms: readonly PeerAlarm[] }) => (
  <List>
    {alarms.map(({ id, at, code, why }) => (
      <List.Item key={id}>
        {why} ({code}), <Time at={at} exact />{' '}
        <Anchor href={`/api/alarms/${id}`} download={`alarm-${id}.json`}>
          evidence {id}
        </Anchor>
      </List.Item>
    ))}
  </List>
);
