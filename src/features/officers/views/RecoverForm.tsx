import { Code, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { links } from '#web/links.ts';
import { useSession } from '#web/session.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';
import { fetchOfficers, inviteOfficer } from './passkeys.ts';
import type { Invited } from './passkeys.ts';

/** For an officer who lost a passkey, or whose passkey may be copied: another is registered, and two approve it. */
export function RecoverForm() {
  const t = useT();
  const { powers } = useSession();
  const { officer = '' } = useParams();
  const officers = useQuery({ queryKey: ['officers'], queryFn: fetchOfficers });
  const row = officers.data?.items.find((one) => one.id === officer);
  const whyNot = powers.includes('invite') ? undefined : t('officers.inviteForm.notAllowed');
  return (
    <ActForm
      title={t('officers.recoverForm.title')}
      about={
        <>
          <Text>
            <strong>{officer}</strong> {row?.name}
          </Text>
          <List type="ordered" mt="xs">
            <List.Item>{t('officers.recoverForm.first')}</List.Item>
            <List.Item>{t('officers.recoverForm.second')}</List.Item>
            <List.Item>{t('officers.recoverForm.third')}</List.Item>
          </List>
        </>
      }
      confirm={t('officers.recoverForm.confirm')}
      under={links.officers()}
      withheld={whyNot ?? (officers.data && !row ? t('officers.recoverForm.nobody') : undefined)}
      act={() => inviteOfficer({ officer, name: row?.name ?? officer, role: row?.role ?? '' })}
      tell={(made) => tell(t, made)}
    />
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
