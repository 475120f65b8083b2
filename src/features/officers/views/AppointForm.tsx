import { Checkbox, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { links } from '#web/links.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { exactTime } from '#web/ui/times.ts';
import { proposeAppointment } from './passkeys.ts';
import { fetchPasskeys } from './stops.ts';
import { officersIn } from '#web/officers-in.ts';
import { useKept } from '#web/use-kept.ts';
import { useT } from '#web/i18n/use-t.ts';
import { Say } from '#web/i18n/Say.tsx';

/** Makes the bytes that appoint officers by what they registered. */
export function AppointForm() {
  const t = useT();
  const { officer = '' } = useParams();
  const [officers, setOfficers] = useState(officer);
  const [until, setUntil] = useState('');
  const [keep, setKeep] = useState(false);
  const draft = useKept(`officers.appoint.${officer || 'any'}`, { officers, until }, (kept) => {
    setOfficers(kept.officers);
    setUntil(kept.until);
  });
  const [left, setLeft] = useState<readonly string[]>([]);
  const named = officersIn(officers);
  const registered = useQuery({ queryKey: ['passkeys', true], queryFn: () => fetchPasskeys(true) });
  const waiting = (registered.data?.items ?? []).filter(
    (one) => one.state === 'waiting' && named.includes(one.officer),
  );
  const passkeys = waiting.map(({ credential }) => credential).filter((one) => !left.includes(one));
  const act = () =>
    proposeAppointment({
      officers: named,
      ...(passkeys.length === 0 ? {} : { passkeys }),
      ...(until === '' ? {} : { until }),
      ...(keep ? { keep } : {}),
    });
  return (
    <ActForm
      title={t('officers.appointForm.title')}
      about={t('officers.appointForm.about')}
      confirm={t('officers.propose')}
      under={links.officers()}
      draft={draft}
      act={act}
      tell={tell}
    >
      <TextInput
        label={t('officers.officers')}
        description={`${t('officers.severalNote')} ${t('officers.appointForm.together')}`}
        required
        value={officers}
        onChange={(event) => setOfficers(event.currentTarget.value)}
      />
      {waiting.map(({ credential, officer: whose, registeredAt, invitedBy }) => (
        <Checkbox
          key={credential}
          label={t('officers.appointForm.passkey', {
            officer: whose,
            passkey: credential.slice(0, 12),
            at: exactTime(registeredAt ?? '', t.locale),
            by: invitedBy ?? '–',
          })}
          checked={!left.includes(credential)}
          onChange={({ currentTarget: { checked } }) =>
            setLeft(checked ? left.filter((one) => one !== credential) : [...left, credential])
          }
        />
      ))}
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
