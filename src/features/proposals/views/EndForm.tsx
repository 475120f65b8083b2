import { Textarea } from '@mantine/core';
import { links } from '#web/links.ts';
import { useSession } from '#web/session.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { useFields } from '#web/use-fields.ts';
import { endProposal } from './api.ts';
import { useHeld } from './use-held.ts';

const text = {
  withdraw: 'Withdraw',
  withdrawAbout: 'It is never sealed, and its content is destroyed. The reason stays.',
  refuse: 'Refuse',
  refuseAbout:
    'You refuse to approve it: it is never sealed, and its content is destroyed. Who wrote it reads the reason.',
  reason: 'Reason',
  notAllowed: 'Only who wrote it withdraws it, and only who could approve it refuses to.',
};

/** Who wrote it withdraws it; who could approve it refuses to, and says why. */
export function EndForm() {
  const { proposal } = useHeld();
  const { officer } = useSession();
  const { values, field } = useFields(() => ({ reason: '' }));
  const isAuthor = proposal.officer === officer.id;
  return (
    <ActForm
      title={isAuthor ? text.withdraw : text.refuse}
      about={isAuthor ? text.withdrawAbout : text.refuseAbout}
      confirm={isAuthor ? text.withdraw : text.refuse}
      withheld={proposal.mayEnd ? undefined : text.notAllowed}
      under={links.proposal(proposal.id)}
      act={() => endProposal(proposal.id, values.reason.trim())}
    >
      <Textarea label={text.reason} maxLength={2_000} autosize minRows={2} {...field('reason')} />
    </ActForm>
  );
}
