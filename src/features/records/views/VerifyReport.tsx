import { Panel } from '#web/ui/Panel.tsx';
import { Section } from '#web/ui/Section.tsx';
import type { Step } from '../verify.ts';
import type { FileReport } from '../verify/file.ts';
import { VerifySteps } from './VerifySteps.tsx';
import classes from './VerifyPage.module.css';

const text = {
  title: 'Result',
  proved: 'Nothing of what was checked fails.',
  failed: 'Something fails: the file proves nothing.',
  unproved: 'Not proved: what the file as a whole is checked for fails.',
  most: (shown: number, all: number) => `Records: ${all}. Shown: ${shown}, those that fail first.`,
};

const most = 50;
const hasFailed = (steps: readonly Step[]): boolean => steps.some((step) => step.outcome === 'fail');

/** The file as a whole, then its records; of many, those that fail come first. */
export function VerifyReport({ report: { proved, steps, records } }: { report: FileReport }) {
  const told = records.toSorted((a, b) => Number(hasFailed(b.steps)) - Number(hasFailed(a.steps))).slice(0, most);
  const unless = hasFailed(steps) ? text.unproved : undefined;
  const note = told.length < records.length ? ` ${text.most(told.length, records.length)}` : '';
  return (
    <Section title={text.title} note={`${proved ? text.proved : text.failed}${note}`}>
      <Panel flush>
        <VerifySteps steps={steps} label="Steps of the file" />
      </Panel>
      {told.map((record) => (
        <Panel flush key={`${record.where} ${record.ref}`}>
          <p className={classes.record}>
            {record.ref} ({record.where})
          </p>
          <VerifySteps steps={record.steps} witnesses={record.witnesses} unless={unless} />
        </Panel>
      ))}
    </Section>
  );
}
