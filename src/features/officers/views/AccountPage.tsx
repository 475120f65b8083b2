import { Outlet } from 'react-router';
import { links } from '#web/links.ts';
import { useSession } from '#web/session.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { PasskeyTable } from './PasskeyTable.tsx';
import { TokenTable } from './TokenTable.tsx';

/** What is the officer's own here: as whom one acts, and the tokens by which programs ask in one's name. */
export function AccountPage() {
  const t = useT();
  const { officer, powers } = useSession();
  return (
    <Page
      title={t('officers.accountPage.title')}
      about={t('officers.accountPage.about')}
      actions={<ButtonLink to={links.makeToken()}>{t('officers.tokenForm.title')}</ButtonLink>}
    >
      <Section title={t('officers.accountPage.who')}>
        <Facts
          facts={[
            { name: t('officers.number'), value: officer.id },
            { name: t('officers.name'), value: officer.name },
            { name: t('officers.role'), value: t.term('role', officer.role) },
          ]}
        />
      </Section>
      <Section title={t('officers.accountPage.passkeys')} note={t('officers.accountPage.passkeysNote')}>
        <PasskeyTable label={t('officers.accountPage.passkeys')} all={false} />
      </Section>
      <Section title={t('officers.accountPage.tokens')} note={t('officers.accountPage.tokensNote')}>
        <TokenTable label={t('officers.accountPage.tokens')} all={false} />
      </Section>
      {powers.includes('invite') ? (
        <Section title={t('officers.accountPage.others')} note={t('officers.accountPage.othersNote')}>
          <TokenTable label={t('officers.accountPage.others')} all />
        </Section>
      ) : null}
      {powers.includes('invite') ? (
        <Section title={t('officers.accountPage.othersPasskeys')} note={t('officers.accountPage.passkeysNote')}>
          <PasskeyTable label={t('officers.accountPage.othersPasskeys')} all />
        </Section>
      ) : null}
      <Outlet />
    </Page>
  );
}
