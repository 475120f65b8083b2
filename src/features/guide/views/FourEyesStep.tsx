import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ApiProblem } from '#web/http.ts';
import { useT } from '#web/i18n/use-t.ts';
import { links } from '#web/links.ts';
import { useSession } from '#web/session.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { approve, findOwnProposal } from './api.ts';
import { AsOfficer, atTheDesk } from './AsOfficer.tsx';
import classes from './Guide.module.css';
import { markDone } from './progress.ts';

/** Who wrote a warning is not the second person who approves it. The request is a real one, and so is the refusal. */
export function FourEyesStep() {
  const t = useT();
  return (
    <>
      <p className={classes.words}>{t('guide.refused.words')}</p>
      <div className={classes.acts}>
        <AsOfficer roles={atTheDesk}>
          <Try />
        </AsOfficer>
      </div>
    </>
  );
}

function Try() {
  const t = useT();
  const { officer } = useSession();
  const { data: proposal } = useQuery({
    queryKey: ['guide', 'proposal', officer.id],
    queryFn: () => findOwnProposal(officer.id),
  });
  const attempt = useMutation({
    mutationFn: approve,
    onError: (error) => {
      if (error instanceof ApiProblem && error.code === 'approval-twice') markDone('refused');
    },
  });
  if (proposal === undefined) return null;
  if (proposal === null)
    return (
      <ButtonLink size="compact-sm" to={links.newRecord({ kind: 'warning.issue' })}>
        {t('guide.refused.write')}
      </ButtonLink>
    );
  return (
    <>
      <Button size="compact-sm" loading={attempt.isPending} onClick={() => attempt.mutate(proposal.id)}>
        {t('guide.refused.act')}
      </Button>
      <ButtonLink size="compact-sm" to={links.proposal(proposal.id)}>
        {t('guide.refused.look')}
      </ButtonLink>
      {attempt.isSuccess ? <span role="status">{t('guide.refused.signed')}</span> : null}
      {attempt.error ? <Problem error={attempt.error} title={t('guide.refused.title')} /> : null}
    </>
  );
}
