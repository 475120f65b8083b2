import { Icon } from '#web/ui/Icon.tsx';
import type { IconName } from '#web/ui/Icon.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { Step, StepName } from '../verify.ts';
import classes from './VerifySteps.module.css';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

const names = (t: Translate): Record<StepName, { title: string; about: string }> => ({
  file: { title: t('records.file'), about: t('records.verifySteps.theFileIsOne') },
  anchor: { title: t('records.anchor'), about: t('records.verifySteps.sha256OfThe') },
  endorsements: {
    title: t('records.verifySteps.endorsements'),
    about: t('records.verifySteps.enoughRootKeysEndorsed'),
  },
  page: { title: t('records.verifySteps.page'), about: t('records.verifySteps.thePageCountsWithout') },
  ferry: { title: t('records.verifySteps.ferry'), about: t('records.verifySteps.theSendersTransportKey') },
  digest: { title: t('records.digest'), about: t('records.verifySteps.sha256OfThe2') },
  header: { title: t('records.verifySteps.header'), about: t('records.verifySteps.theProtectedHeaderSays') },
  seal: { title: t('records.verifySteps.seal'), about: t('records.verifySteps.theAuthorsKeySigned') },
  approvals: {
    title: t('records.verifySteps.approvals'),
    about: t('records.verifySteps.eachOfficersPasskeySigned'),
  },
  directory: {
    title: t('records.verifySteps.directory'),
    about: t('records.verifySteps.theRootKeyOf'),
  },
  profile: { title: t('records.verifySteps.profile'), about: t('records.verifySteps.theProfileThatNames') },
  body: { title: t('records.content'), about: t('records.verifySteps.hmacSha256Of') },
  log: { title: t('records.verifySteps.log'), about: t('records.verifySteps.theDigestIsA') },
  blob: { title: t('records.verifySteps.blob'), about: t('records.verifySteps.sha256AndLength') },
  witnesses: {
    title: t('records.verifySteps.witnesses'),
    about: t('records.verifySteps.asManyParticipantsAs'),
  },
});

const icons: Record<Step['outcome'], IconName> = { pass: 'check', fail: 'cross', unchecked: 'dash' };
const words = (t: Translate): Record<Step['outcome'], string> => ({
  pass: t('records.verifySteps.holds'),
  fail: t('records.verifySteps.fails'),
  unchecked: t('records.verifySteps.notChecked'),
});

type Props = {
  steps: readonly Step[];
  /** Told apart: without it the record is proved, but not to third parties. */
  witnesses?: Step | undefined;
  /** What else has to hold, and fails: the steps alone are then no proof. */
  unless?: string | undefined;
  label?: string;
};

const forOthers = (t: Translate) => ({
  pass: t('records.verifySteps.proofToThirdParties'),
  unchecked: t('records.verifySteps.notYetProofTo'),
});

/** Each step with its outcome and what was found, under one sentence that sums up. */
export function VerifySteps({ steps: links, witnesses, unless, label }: Props) {
  const t = useT();
  const steps = witnesses?.outcome === 'fail' ? [...links, witnesses] : links;
  const failed = steps.filter((step) => step.outcome === 'fail');
  const unchecked = steps.filter((step) => step.outcome === 'unchecked');
  return (
    <>
      <p
        className={classes.summary}
        role="status"
        data-outcome={failed.length > 0 || unless !== undefined ? 'fail' : 'pass'}
      >
        {failed.length === 0 && unless !== undefined ? unless : summaryOf(t, steps.length, failed, unchecked)}
      </p>
      <ol className={classes.steps} aria-label={label ?? t('records.verifySteps.steps')}>
        {steps.map((step) => (
          <li key={`${step.name} ${step.why}`} className={classes.step} data-outcome={step.outcome}>
            <span className={classes.icon}>
              <Icon name={icons[step.outcome]} />
            </span>
            <div className={classes.words}>
              <p className={classes.title}>
                {names(t)[step.name].title} <span className={classes.outcome}>{words(t)[step.outcome]}</span>
              </p>
              <p className={classes.about}>{names(t)[step.name].about}</p>
              {step.why ? <WhyNot step={step} /> : null}
              {step.value ? <p className={classes.value}>{visibleText(step.value)}</p> : null}
            </div>
          </li>
        ))}
      </ol>
      {witnesses && witnesses.outcome !== 'fail' && failed.length === 0 && unless === undefined ? (
        <div className={classes.notice} data-outcome={witnesses.outcome}>
          {forOthers(t)[witnesses.outcome]}{' '}
          {witnesses.outcome === 'pass' || t.locale === 'en' ? (
            `${witnesses.value || witnesses.why}.`
          ) : (
            <WhyNot step={witnesses} />
          )}
        </div>
      ) : null}
    </>
  );
}

/** Why a step does not hold: in English what was found; in another language what that means, with the words of the check behind it. */
function WhyNot({ step: { name, outcome, why } }: { step: Step }) {
  const t = useT();
  const said = outcome === 'fail' ? t.term('stepFails', name) : t.term('stepOpen', name);
  const found = visibleText(why);
  if (t.locale === 'en' || said === name) return <p className={classes.why}>{found}</p>;
  return (
    <details className={classes.why}>
      <summary>{said}</summary>
      <span lang="en" dir="ltr">
        {found}
      </span>
    </details>
  );
}

function summaryOf(t: Translate, count: number, failed: readonly Step[], unchecked: readonly Step[]): string {
  const list = (steps: readonly Step[]) => steps.map((step) => names(t)[step.name].title).join(', ');
  if (failed.length > 0) return t('records.verifySteps.notProvedFailed', { failed: list(failed) });
  if (unchecked.length > 0) return t('records.verifySteps.provedExceptWhatCannot', { unchecked: list(unchecked) });
  return t('records.verifySteps.provedAllChecksHold', { count });
}
