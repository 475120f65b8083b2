import { Alert } from '@mantine/core';
import { useT } from '#web/i18n/use-t.ts';
import { useSession } from '#web/session.ts';
import { stepOf } from '#web/ui/problem-steps.ts';
import { Why } from '#web/ui/Why.tsx';
import { mayAlone } from './alone.ts';
import type { Proposal } from './api.ts';

/** Why its author, who signed it, is not offered to put it into force alone, and what to do then. */
export function NotAlone({ of: proposal }: { of: Proposal }) {
  const t = useT();
  const { officer } = useSession();
  const { notAlone } = proposal;
  if (notAlone === null || !mayAlone(proposal, officer.id)) return null;
  return (
    <Alert variant="default" mb="lg" title={t('proposals.notAlone.title')}>
      <Why {...notAlone} />
      <div>{t(`ui.problem.${stepOf({ code: notAlone.code, status: 422 })}`)}</div>
    </Alert>
  );
}
