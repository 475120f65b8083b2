import { NativeSelect, Text } from '@mantine/core';
import { useParams } from 'react-router';
import { links } from '#web/links.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { useFields } from '#web/use-fields.ts';
import { proposeDismissal } from './passkeys.ts';

const text = {
  title: 'Propose a dismissal',
  about: 'Once two approved it, the officer is signed out and signs in no more. What they approved before stays.',
  reason: 'Reason',
  confirm: 'Propose',
  made: 'The proposal waits for its approvals:',
};

const reasons = [
  { value: 'left', label: 'left the authority' },
  { value: 'role-changed', label: 'has another role now' },
  { value: 'passkey-lost', label: 'lost the passkey' },
  { value: 'misconduct', label: 'misconduct' },
];

/** Makes the bytes that dismiss an officer. */
export function DismissForm() {
  const { officer = '' } = useParams();
  const { values, field } = useFields(() => ({ reason: 'left' }));
  return (
    <ActForm
      title={text.title}
      about={
        <>
          <strong>{officer}</strong>. {text.about}
        </>
      }
      confirm={text.confirm}
      under={links.officers()}
      act={() => proposeDismissal({ officer, reason: values.reason })}
      tell={tell}
    >
      <NativeSelect label={text.reason} data={reasons} {...field('reason')} />
    </ActForm>
  );
}

const tell = ({ id }: { id: string }) => (
  <Text>
    {text.made} <PageLink to={links.proposal(id)}>{id}</PageLink>
  </Text>
);
