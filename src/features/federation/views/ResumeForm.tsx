import { Anchor, Button, Checkbox, Group, List, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { links } from '#web/links.ts';
import { useMay } from '#web/session.ts';
import { Dialog } from '#web/ui/Dialog.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Time } from '#web/ui/Time.tsx';
import { fetchAlarmsOf, resumePeer } from './api.ts';
import type { PeerAlarm } from './api.ts';

const text = {
  about:
    'It is asked again. Nothing is forgiven by that: what was verified of its log stays, and what is still wrong stops it again.',
  reason: 'Reason',
  reasonNote: 'What its officers said, and by which way. It stands beside the alarm and stays on this node.',
  confirm: 'I have read the alarms and their evidence',
  notAllowed: 'Your role resumes nothing. Only a case officer does.',
};

/** The decision about a peer that is stopped, with what it is taken on. */
export function ResumeForm() {
  const may = useMay();
  const navigate = useNavigate();
  const { participant = '' } = useParams();
  const alarms = useQuery({ queryKey: ['alarms', participant], queryFn: () => fetchAlarmsOf(participant) });
  const close = () => void navigate(links.alliance(), { replace: true });
  return (
    <Dialog title={`Resume exchange with ${participant}`} onClose={close}>
      {may.act ? (
        <Loaded query={alarms}>{(data) => <Form participant={participant} alarms={data} onClose={close} />}</Loaded>
      ) : (
        <Text>{text.notAllowed}</Text>
      )}
    </Dialog>
  );
}

type Props = { participant: string; alarms: readonly PeerAlarm[]; onClose: () => void };

function Form({ participant, alarms, onClose }: Props) {
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const action = useMutation({
    mutationFn: () => resumePeer(participant, reason),
    onSuccess: async () => {
      await client.invalidateQueries();
      onClose();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        action.mutate();
      }}
    >
      <Stack>
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
        <Text>{text.about}</Text>
        <Textarea
          label={text.reason}
          description={text.reasonNote}
          maxLength={1_000}
          autosize
          minRows={2}
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Checkbox label={text.confirm} required />
        {action.error ? <Problem error={action.error} title="Not resumed" /> : null}
        <Group justify="end">
          <Button type="submit" loading={action.isPending}>
            Resume exchange
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
