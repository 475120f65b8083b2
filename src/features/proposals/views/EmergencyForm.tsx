import { Alert } from '@mantine/core';
import { links } from '#web/links.ts';
import { useSession } from '#web/session.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { putIntoForce } from './api.ts';
import type { Approved } from './api.ts';
import { Sealed } from './Sealed.tsx';
import { useHeld } from './use-held.ts';
import { waitsFor } from './words.ts';

const text = {
  title: 'Put into force alone',
  about: 'The record is sealed now, with your signature only, and everybody who gets it sees that.',
  lapses: 'It lapses after 24 hours',
  lapsesWhy: (roles: string) =>
    `Counted from the time of issue that stands in the envelope. It stands longer only if a second person confirms it before then: ${roles}.`,
  confirm: 'Put into force',
  notAllowed: 'Only who wrote it, and signed it, may put it into force alone, where its kind allows that.',
};

/** An emergency: what its author alone signed is sealed, for 24 hours. */
export function EmergencyForm() {
  const { proposal, checked } = useHeld();
  const { officer } = useSession();
  const { places, mayBeEmergency, state } = proposal;
  const mayAlone = state === 'open' && mayBeEmergency && places[0]?.by === officer.id && checked.faults.length === 0;
  return (
    <ActForm
      title={text.title}
      about={text.about}
      confirm={text.confirm}
      withheld={mayAlone ? undefined : text.notAllowed}
      under={links.proposal(proposal.id)}
      act={() => putIntoForce(proposal.id)}
      tell={tell}
    >
      <Alert variant="default" title={text.lapses}>
        {text.lapsesWhy(waitsFor(proposal))}
      </Alert>
    </ActForm>
  );
}

const tell = ({ sealed }: Approved) => (sealed ? <Sealed sealed={sealed} /> : null);
