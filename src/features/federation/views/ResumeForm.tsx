import { Anchor, Checkbox, List, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { links } from '#web/links.ts';
import { useMay } from '#web/session.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Time } from '#web/ui/Time.tsx';
import { useFields } from '#web/use-fields.ts';
import { useKept } from '#web/use-kept.ts';
import { fetchAlarmsOf, resumePeer } from './api.ts';
import type { PeerAlarm } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';
import { Why } from '#web/ui/Why.tsx';

/** The decision about a peer that is stopped, with what it is taken on. */
export function ResumeForm() {
  const t = useT();
  const may = useMay();
  const { participant = '' } = useParams();
  const alarms = useQuery({
    queryKey: ['alarms', participant],
    queryFn: () => fetchAlarmsOf(participant),
    enabled: may.desk,
  });
  const { values, setValues, field } = useFields(() => ({ reason: '' }));
  const draft = useKept(`federation.resume.${participant}`, values, setValues);
  return (
    <ActForm
      title={t('federation.resumeForm.resumeExchangeWith', { participant })}
      about={t('federation.resumeForm.about')}
      confirm={t('federation.resumeForm.confirm')}
      under={links.home()}
      withheld={may.desk ? undefined : t('federation.resumeForm.notAllowed')}
      draft={draft}
      act={() => resumePeer(participant, values.reason)}
    >
      <Loaded query={alarms}>{(data) => <Alarms alarms={data} />}</Loaded>
      <Textarea
        label={t('federation.reason')}
        description={t('federation.resumeForm.reasonNote')}
        maxLength={1_000}
        autosize
        minRows={2}
        {...field('reason')}
      />
      <Checkbox label={t('federation.resumeForm.read')} required />
    </ActForm>
  );
}

const Alarms = ({ alarms }: { alarms: readonly PeerAlarm[] }) => {
  const t = useT();
  return (
    <List>
      {alarms.map(({ id, at, code, why }) => (
        <List.Item key={id}>
          <Why code={code} why={why} /> ({code}), <Time at={at} exact />{' '}
          <Anchor href={`/api/alarms/${id}`} underline="always" download={`alarm-${id}.json`}>
            {t('federation.resumeForm.evidence', { id })}
          </Anchor>
        </List.Item>
      ))}
    </List>
  );
};
