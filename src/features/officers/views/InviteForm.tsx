import { Code, NativeSelect, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { links } from '#web/links.ts';
import { useSession } from '#web/session.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { useFields } from '#web/use-fields.ts';
import { useKept } from '#web/use-kept.ts';
import { roles } from '../model.ts';
import { inviteOfficer } from './passkeys.ts';
import type { Invited } from './passkeys.ts';
import { fetchWays } from './sign-in-ways.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

/** A link by which an officer registers a passkey. */
export function InviteForm() {
  const t = useT();
  const { officer, powers } = useSession();
  const { values, setValues, field } = useFields(() => ({
    officer: `${officer.authority}/o-`,
    name: '',
    role: 'case-officer',
  }));
  const [subject, setSubject] = useState('');
  const kept = useKept('officers.invite', { ...values, subject }, ({ subject: account, ...others }) => {
    setValues(others);
    setSubject(account);
  });
  const ways = useQuery({ queryKey: ['session', 'ways'], queryFn: fetchWays, staleTime: Infinity });
  return (
    <ActForm
      title={t('officers.inviteAnOfficer')}
      about={t('officers.inviteForm.about')}
      confirm={t('officers.inviteForm.confirm')}
      under={links.officers()}
      withheld={powers.includes('invite') ? undefined : t('officers.inviteForm.notAllowed')}
      draft={kept}
      act={() => inviteOfficer(subject === '' ? values : { ...values, subject })}
      tell={(made) => tell(t, made)}
    >
      <TextInput
        label={t('officers.number')}
        description={t('officers.inviteForm.numberNote', { example: `${officer.authority}/o-8` })}
        {...field('officer')}
      />
      <TextInput label={t('officers.name')} maxLength={120} autoComplete="off" {...field('name')} />
      <NativeSelect
        label={t('officers.role')}
        data={roles.map((role) => ({ value: role, label: t.term('role', role) }))}
        {...field('role')}
      />
      {ways.data?.oidc ? (
        <TextInput
          label={t('officers.inviteForm.subject')}
          description={t('officers.inviteForm.subjectNote')}
          maxLength={255}
          autoComplete="off"
          value={subject}
          onChange={(event) => setSubject(event.currentTarget.value)}
        />
      ) : null}
    </ActForm>
  );
}

const tell = (t: Translate, { officer, url }: Invited) => (
  <>
    <Text>
      {officer}: {t('officers.inviteForm.link')}
    </Text>
    <Code block>{url}</Code>
  </>
);
