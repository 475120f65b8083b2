import { Code, NativeSelect, Text, TextInput } from '@mantine/core';
import { links } from '#web/links.ts';
import { roleName, useSession } from '#web/session.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { useFields } from '#web/use-fields.ts';
import { roles } from '../model.ts';
import { inviteOfficer } from './passkeys.ts';
import type { Invited } from './passkeys.ts';

const text = {
  title: 'Invite an officer',
  about:
    'The officer opens the link once and registers a passkey. Also for an officer who lost one. The number is all that others ever see; the name stays at this node.',
  number: 'Number',
  name: 'Name',
  role: 'Role',
  confirm: 'Invite',
  notAllowed: 'Only a node administrator invites officers.',
  link: 'Give this link to nobody else: whoever opens it first registers the passkey. It is shown once, and ends after three days.',
};

/** A link by which an officer registers a passkey. */
export function InviteForm() {
  const { officer, powers } = useSession();
  const { values, field } = useFields(() => ({ officer: `${officer.authority}/o-`, name: '', role: 'case-officer' }));
  return (
    <ActForm
      title={text.title}
      about={text.about}
      confirm={text.confirm}
      under={links.officers()}
      withheld={powers.includes('invite') ? undefined : text.notAllowed}
      act={() => inviteOfficer(values)}
      tell={tell}
    >
      <TextInput label={text.number} {...field('officer')} />
      <TextInput label={text.name} maxLength={120} autoComplete="off" {...field('name')} />
      <NativeSelect
        label={text.role}
        data={roles.map((role) => ({ value: role, label: roleName(role) }))}
        {...field('role')}
      />
    </ActForm>
  );
}

const tell = ({ officer, url }: Invited) => (
  <>
    <Text>
      {officer}: {text.link}
    </Text>
    <Code block>{url}</Code>
  </>
);
