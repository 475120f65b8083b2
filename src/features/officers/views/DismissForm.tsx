import { NativeSelect, Text } from '@mantine/core';
import { useParams } from 'react-router';
import { links } from '#web/links.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { useFields } from '#web/use-fields.ts';
import { proposeDismissal } from './passkeys.ts';
import { useT } from '#web/i18n/use-t.ts';
import { Say } from '#web/i18n/Say.tsx';
import type { Translate } from '#web/i18n/translate.ts';

const reasons = (t: Translate) => [
  { value: 'left', label: t('officers.dismissForm.leftTheAuthority') },
  { value: 'role-changed', label: t('officers.dismissForm.hasAnotherRoleNow') },
  { value: 'passkey-lost', label: t('officers.dismissForm.lostThePasskey') },
  { value: 'misconduct', label: t('officers.dismissForm.misconduct') },
];

/** Makes the bytes that dismiss an officer. */
export function DismissForm() {
  const t = useT();
  const { officer = '' } = useParams();
  const { values, field } = useFields(() => ({ reason: 'left' }));
  return (
    <ActForm
      title={t('officers.dismissForm.title')}
      about={
        <>
          <strong>{officer}</strong>. {t('officers.dismissForm.about')}
        </>
      }
      confirm={t('officers.propose')}
      under={links.officers()}
      act={() => proposeDismissal({ officer, reason: values.reason })}
      tell={tell}
    >
      <NativeSelect label={t('officers.dismissForm.reason')} data={reasons(t)} {...field('reason')} />
    </ActForm>
  );
}

const tell = ({ id }: { id: string }) => (
  <Text>
    <Say id="officers.theProposalWaitsFor" values={{ proposal: <PageLink to={links.proposal(id)}>{id}</PageLink> }} />
  </Text>
);
