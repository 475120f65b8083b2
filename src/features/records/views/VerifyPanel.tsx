import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Panel } from '#web/ui/Panel.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Section } from '#web/ui/Section.tsx';
import { verifyRecord } from '../verify.ts';
import type { Step } from '../verify.ts';
import { verifyWitnesses } from '../verify/witnesses.ts';
import { fetchProof, fetchTrust, proofFilePath } from './api.ts';
import type { RecordDetail } from './api.ts';
import { VerifySteps } from './VerifySteps.tsx';
import { useT } from '#web/i18n/use-t.ts';

/** Proves the record that is shown: seal, directory, profile, content and place in the log. */
export function VerifyPanel({ record }: { record: RecordDetail }) {
  const t = useT();
  const check = useMutation({ mutationFn: () => verify(record) });
  const buttons = (
    <>
      <Button component="a" href={proofFilePath(record.ref)} download variant="default" size="compact-sm">
        {t('records.verifyPanel.save')}
      </Button>
      <Button
        onClick={() => check.mutate()}
        loading={check.isPending}
        variant={check.data ? 'default' : 'filled'}
        size="compact-sm"
      >
        {check.data ? t('records.verifyPanel.again') : t('records.verifyPanel.verify')}
      </Button>
    </>
  );
  return (
    <Section title={t('records.verifyPanel.title')} note={t('records.verifyPanel.note')} actions={buttons}>
      {check.error ? <Problem error={check.error} title={t('records.theCheckCouldNot')} /> : null}
      {check.data ? <Result {...check.data} record={record} /> : null}
    </Section>
  );
}

type Checked = { steps: Step[]; witnesses: Step };

async function verify(record: RecordDetail): Promise<Checked> {
  const [proof, { alliance }] = await Promise.all([fetchProof(record.ref), fetchTrust()]);
  const context = { alliance, record: { ...record, facts: factsOf(record) } };
  return { steps: await verifyRecord(proof, context), witnesses: await verifyWitnesses(proof, context) };
}

/** All that this page shows of the envelope. */
function factsOf({
  kind,
  author,
  issuedAt,
  marking,
  to,
  case: ofCase,
  envelope,
}: RecordDetail): Record<string, unknown> {
  return { ...envelope, kind, author, issuedAt, marking, to, case: ofCase };
}

function Result({ steps, witnesses, record }: Checked & { record: RecordDetail }) {
  const t = useT();
  return (
    <Panel flush>
      <VerifySteps steps={steps} witnesses={witnesses} />
      {record.contentWithheld ? (
        <Text size="xs" c="dimmed" px="md" pb="sm">
          {t('records.verifyPanel.theContentIsNot')}
        </Text>
      ) : null}
    </Panel>
  );
}
