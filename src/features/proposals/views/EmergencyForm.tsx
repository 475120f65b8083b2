import { Alert } from '@mantine/core';
import { links } from '#web/links.ts';
import { useSession } from '#web/session.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { mayAlone } from './alone.ts';
import { putIntoForce } from './api.ts';
import type { Approved } from './api.ts';
import { Sealed } from './Sealed.tsx';
import { useHeld } from './use-held.ts';
import { waitsFor } from './words.ts';
import { useT } from '#web/i18n/use-t.ts';

/** An emergency: what its author alone signed is sealed, for 24 hours. */
export function EmergencyForm() {
  const t = useT();
  const { proposal, checked } = useHeld();
  const { officer } = useSession();
  const isAllowed = mayAlone(proposal, officer.id) && proposal.notAlone === null && checked.faults.length === 0;
  return (
    <ActForm
      title={t('proposals.putIntoForceAlone')}
      about={t('proposals.emergencyForm.about')}
      confirm={t('proposals.emergencyForm.confirm')}
      withheld={isAllowed ? undefined : t('proposals.emergencyForm.notAllowed')}
      under={links.proposal(proposal.id)}
      act={() => putIntoForce(proposal.id)}
      tell={tell}
    >
      <Alert variant="default" title={t('proposals.emergencyForm.lapses')}>
        {t('proposals.emergencyForm.lapsesWhy', { roles: waitsFor(t, proposal) })}
      </Alert>
    </ActForm>
  );
}

const tell = ({ sealed }: Approved) => (sealed ? <Sealed sealed={sealed} /> : null);
