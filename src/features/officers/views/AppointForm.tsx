import { Checkbox, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useParams } from 'react-router';
import { links } from '#web/links.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { proposeAppointment } from './passkeys.ts';

const text = {
  title: 'Propose an appointment',
  about:
    'The record names the officer, the role and the passkeys that were registered since the last appointment. It is sealed once two of the roles node administrator and approver approved it; officers who were not appointed before have to be approved by those who were.',
  officers: 'Officers',
  officersNote: 'Numbers with spaces between them. The first officers of an authority are appointed together.',
  until: 'Last day',
  keep: 'The passkeys of now go on to hold',
  confirm: 'Propose',
  made: 'The proposal waits for its approvals:',
};

/** Makes the bytes that appoint officers by what they registered. */
export function AppointForm() {
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
      title={text.title}
      about={text.about}
      confirm={text.confirm}
      under={links.officers()}
      act={act}
      tell={tell}
    >
      <TextInput
        label={text.officers}
        description={text.officersNote}
        required
        value={officers}
        onChange={(event) => setOfficers(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={text.until}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <Checkbox label={text.keep} checked={keep} onChange={(event) => setKeep(event.currentTarget.checked)} />
    </ActForm>
  );
}

const tell = ({ id }: { id: string }) => (
  <Text>
    {text.made} <PageLink to={links.proposal(id)}>{id}</PageLink>
  </Text>
);
