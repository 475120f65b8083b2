import { Checkbox, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useParams } from 'react-router';
import { links } from '#web/links.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { proposeAppointment } from './passkeys.ts';
import { useT } from '#web/i18n/use-t.ts';
import { Say } from '#web/i18n/Say.tsx';

/** Makes the bytes that appoint officers by what they registered. */
export function AppointForm() {
  const t = useT();
  const { officer = '' } = useParams();
  const [officers, setOfficers] = useState(officer);
  const [until, setUntil] = useState('');
  const [keep, setKeep] = useState(false);
  const act = () =>
    proposeAppointment({
      officers: officers.split(/[\s,]+/).filter((one) => one !== ''),
      ...(until === '' ? {} : { until }),
      ...(keep ? { keep } : {}),
    });
  return (
    <ActForm
      title={t('officers.appointForm.title')}
      about={t('officers.appointForm.about')}
      confirm={t('officers.propose')}
      under={links.officers()}
      act={act}
      tell={tell}
    >
      <TextInput
        label={t('officers.officers')}
        description={t('officers.appointForm.officersNote')}
        required
        value={officers}
        onChange={(event) => setOfficers(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t('officers.lastDay')}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <Checkbox
        label={t('officers.appointForm.keep')}
        checked={keep}
        onChange={(event) => setKeep(event.currentTarget.checked)}
      />
    </ActForm>
  );
}

const tell = ({ id }: { id: string }) => (
  <Text>
    <Say id="officers.theProposalWaitsFor" values={{ proposal: <PageLink to={links.proposal(id)}>{id}</PageLink> }} />
  </Text>
);
