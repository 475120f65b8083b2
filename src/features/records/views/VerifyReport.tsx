import { Panel } from '#web/ui/Panel.tsx';
import { Section } from '#web/ui/Section.tsx';
import type { Step } from '../verify.ts';
import type { FileReport } from '../verify/file.ts';
import { VerifySteps } from './VerifySteps.tsx';
import classes from './VerifyPage.module.css';
import { useT } from '#web/i18n/use-t.ts';

const most = 50;
const hasFailed = (steps: readonly Step[]): boolean => steps.some((step) => step.outcome === 'fail');

/** The file as a whole, then its records; of many, those that fail come first. */
export function VerifyReport({ report: { proved, steps, records } }: { report: FileReport }) {
  const t = useT();
  const told = records.toSorted((a, b) => Number(hasFailed(b.steps)) - Number(hasFailed(a.steps))).slice(0, most);
  const unless = hasFailed(steps) ? t('records.verifyReport.unproved') : undefined;
  const note =
    told.length < records.length
      ? ` ${t('records.verifyReport.most', { shown: told.length, all: records.length })}`
      : '';
  return (
    <Section
      title={t('records.verifyReport.title')}
      note={`${proved ? t('records.verifyReport.proved') : t('records.verifyReport.failed')}${note}`}
    >
      <Panel flush>
        <VerifySteps steps={steps} label={t('records.verifyReport.stepsOfTheFile')} />
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
