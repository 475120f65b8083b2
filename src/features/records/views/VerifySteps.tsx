import { Icon } from '#web/ui/Icon.tsx';
import type { IconName } from '#web/ui/Icon.tsx';
import type { Step, StepName } from '../verify.ts';
import classes from './VerifySteps.module.css';

const names: Record<StepName, { title: string; about: string }> = {
  file: { title: 'File', about: 'The file is one that can be checked' },
  anchor: { title: 'Anchor', about: 'SHA-256 of the first profile is the anchor that was given' },
  endorsements: {
    title: 'Endorsements',
    about: 'Enough root keys endorsed each profile, from the first to the current one',
  },
  page: { title: 'Page', about: 'The page counts without gaps, under a checkpoint that the log’s key signed' },
  ferry: { title: 'Ferry', about: 'The sender’s transport key sealed the file, every byte of it' },
  digest: { title: 'Digest', about: 'SHA-256 of the sealed bytes is the record’s digest' },
  header: { title: 'Header', about: 'The protected header says Ed25519, a key and tamga+jws, and nothing else' },
  seal: { title: 'Seal', about: 'The author’s key signed exactly these bytes' },
  approvals: {
    title: 'Approvals',
    about:
      'Each officer’s passkey signed these very bytes. Who holds which passkey is in the record that appointed them.',
  },
  directory: {
    title: 'Directory',
    about: 'The root key of the participant sealed the directory that names the author’s key',
  },
  profile: { title: 'Profile', about: 'The profile that names the root key is the alliance’s' },
  body: { title: 'Content', about: 'HMAC-SHA-256 of the content is the one that was sealed' },
  log: { title: 'Log', about: 'The digest is a leaf of the log, under a checkpoint that the log’s key signed' },
  blob: { title: 'Blob', about: 'SHA-256 and length of the file are those that a record names' },
  witnesses: {
    title: 'Witnesses',
    about: 'As many participants as the profile asks for cosigned a checkpoint that the record’s leads to',
  },
};

const icons: Record<Step['outcome'], IconName> = { pass: 'check', fail: 'cross', unchecked: 'dash' };
const words: Record<Step['outcome'], string> = { pass: 'holds', fail: 'fails', unchecked: 'not checked' };

type Props = {
  steps: readonly Step[];
  /** Told apart: without it the record is proved, but not to third parties. */
  witnesses?: Step | undefined;
  /** What else has to hold, and fails: the steps alone are then no proof. */
  unless?: string | undefined;
  label?: string;
};

const forOthers = {
  pass: 'Proof to third parties too: cosigned by',
  unchecked: 'Not yet proof to third parties:',
};

/** Each step with its outcome and what was found, under one sentence that sums up. */
export function VerifySteps({ steps: links, witnesses, unless, label = 'Steps' }: Props) {
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
        {failed.length === 0 && unless !== undefined ? unless : summaryOf(steps.length, failed, unchecked)}
      </p>
      <ol className={classes.steps} aria-label={label}>
        {steps.map((step) => (
          <li key={`${step.name} ${step.why}`} className={classes.step} data-outcome={step.outcome}>
            <span className={classes.icon}>
              <Icon name={icons[step.outcome]} />
            </span>
            <div className={classes.words}>
              <p className={classes.title}>
                {names[step.name].title} <span className={classes.outcome}>{words[step.outcome]}</span>
              </p>
              <p className={classes.about}>{names[step.name].about}</p>
              {step.why ? <p className={classes.why}>{step.why}</p> : null}
              {step.value ? <p className={classes.value}>{step.value}</p> : null}
            </div>
          </li>
        ))}
      </ol>
      {witnesses && witnesses.outcome !== 'fail' && failed.length === 0 && unless === undefined ? (
        <p className={classes.notice} data-outcome={witnesses.outcome}>
          {forOthers[witnesses.outcome]} {witnesses.outcome === 'pass' ? witnesses.value : witnesses.why}.
        </p>
      ) : null}
    </>
  );
}

function summaryOf(count: number, failed: readonly Step[], unchecked: readonly Step[]): string {
  const list = (steps: readonly Step[]) => steps.map((step) => names[step.name].title).join(', ');
  if (failed.length > 0) return `Not proved. Failed: ${list(failed)}.`;
  if (unchecked.length > 0) return `Proved, except what cannot be checked: ${list(unchecked)}.`;
  return `Proved: all ${count} checks hold.`;
}
