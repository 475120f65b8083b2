import { useParams } from 'react-router';
import { links } from '#web/links.ts';
import { useMay } from '#web/session.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { KindName } from '#web/ui/KindName.tsx';
import { liftSuspension } from './api.ts';
import { ReasonField } from './ReasonField.tsx';
import { useFields } from '#web/use-fields.ts';
import { useKept } from '#web/use-kept.ts';
import { useT } from '#web/i18n/use-t.ts';
import { Say } from '#web/i18n/Say.tsx';

/** Ends what was suspended of one kind before its time. */
export function LiftForm() {
  const t = useT();
  const may = useMay();
  const { kind = '' } = useParams();
  const { values, setValues, field } = useFields(() => ({ reason: '' }));
  const draft = useKept(`oversight.lift.${kind}`, values, setValues);
  return (
    <ActForm
      title={t('oversight.liftForm.title')}
      about={
        <>
          <Say
            id="oversight.liftForm.whatWasSetAside"
            values={{
              kind: (
                <strong>
                  <KindName of={kind} />
                </strong>
              ),
            }}
          />
        </>
      }
      confirm={t('oversight.lift')}
      under={links.oversight()}
      withheld={may.desk ? undefined : t('oversight.liftForm.notAllowed')}
      draft={draft}
      act={() => liftSuspension({ kinds: [kind], reason: values.reason })}
    >
      <ReasonField description={t('oversight.everyParticipantReadsIt')} {...field('reason')} />
    </ActForm>
  );
}
