import { useParams } from 'react-router';
import { links } from '#web/links.ts';
import { useMay } from '#web/session.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { liftSuspension } from './api.ts';
import { ReasonField } from './ReasonField.tsx';
import { useFields } from '#web/use-fields.ts';

const text = {
  title: 'Lift the suspension',
  reasonNote: 'Every participant reads it.',
  confirm: 'Lift',
  notAllowed: 'Your role lifts nothing. Only a case officer does.',
};

/** Ends what was suspended of one kind before its time. */
export function LiftForm() {
  const may = useMay();
  const { kind = '' } = useParams();
  const { values, field } = useFields(() => ({ reason: '' }));
  return (
    <ActForm
      title={text.title}
      about={
        <>
          What was set aside of <strong>{kind}</strong> is judged again at every participant.
        </>
      }
      confirm={text.confirm}
      under={links.oversight()}
      withheld={may.act ? undefined : text.notAllowed}
      act={() => liftSuspension({ kinds: [kind], reason: values.reason })}
    >
      <ReasonField description={text.reasonNote} {...field('reason')} />
    </ActForm>
  );
}
