import { Textarea } from '@mantine/core';
import { links } from '#web/links.ts';
import { useSession } from '#web/session.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { useFields } from '#web/use-fields.ts';
import { useKept } from '#web/use-kept.ts';
import { endProposal } from './api.ts';
import { useHeld } from './use-held.ts';
import { useT } from '#web/i18n/use-t.ts';

/** Who wrote it withdraws it; who could approve it refuses to, and says why. */
export function EndForm() {
  const t = useT();
  const { proposal } = useHeld();
  const { officer } = useSession();
  const { values, setValues, field } = useFields(() => ({ reason: '' }));
  const draft = useKept(`proposals.end.${proposal.id}`, values, setValues);
  const isAuthor = proposal.officer === officer.id;
  return (
    <ActForm
      title={isAuthor ? t('proposals.withdraw') : t('proposals.refuse')}
      about={isAuthor ? t('proposals.endForm.withdrawAbout') : t('proposals.endForm.refuseAbout')}
      confirm={isAuthor ? t('proposals.withdraw') : t('proposals.refuse')}
      withheld={proposal.mayEnd ? undefined : t('proposals.endForm.notAllowed')}
      under={links.proposal(proposal.id)}
      draft={draft}
      act={() => endProposal(proposal.id, values.reason.trim())}
    >
      <Textarea label={t('proposals.endForm.reason')} maxLength={2_000} autosize minRows={2} {...field('reason')} />
    </ActForm>
  );
}
