import { Alert, Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { notice } from '#web/noticed.ts';
import { useSession } from '#web/session.ts';
import { Panel } from '#web/ui/Panel.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Section } from '#web/ui/Section.tsx';
import { verifyRecord } from '../verify.ts';
import type { Step } from '../verify.ts';
import { verifyWitnesses } from '../verify/witnesses.ts';
import { fetchProof, fetchTrust, proofFilePath } from './api.ts';
import type { RecordDetail } from './api.ts';
import { flipByte } from './flip-byte.ts';
import type { Flip } from './flip-byte.ts';
import { VerifySteps } from './VerifySteps.tsx';
import { useT } from '#web/i18n/use-t.ts';

/** Proves the record that is shown: seal, directory, profile, content and place in the log. */
export function VerifyPanel({ record }: { record: RecordDetail }) {
  const t = useT();
  const isDemo = useSession().beside.length > 0;
  const check = useMutation({
    mutationFn: (isFlipped: boolean) => verify(record, isFlipped),
    onSuccess: ({ steps, flip }) => {
      const failed = steps.find(({ outcome }) => outcome === 'fail');
      if (flip && failed) notice({ what: 'flipped', step: failed.name });
    },
  });
  const buttons = (
    <>
      {isDemo ? (
        <Button onClick={() => check.mutate(true)} loading={check.isPending} variant="default" size="compact-sm">
          {t('records.verifyPanel.flip')}
        </Button>
      ) : null}
      <Button component="a" href={proofFilePath(record.ref)} download variant="default" size="compact-sm">
        {t('records.verifyPanel.save')}
      </Button>
      <Button
        onClick={() => check.mutate(false)}
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

type Checked = { steps: Step[]; witnesses: Step; flip?: Flip };

/** `isFlipped`: a copy in which one byte was changed before it is checked. */
async function verify(record: RecordDetail, isFlipped: boolean): Promise<Checked> {
  const [proof, { alliance }] = await Promise.all([fetchProof(record.ref), fetchTrust()]);
  const context = { alliance, record: { ...record, facts: factsOf(record) } };
  const checked = async (given: typeof proof): Promise<Checked> => ({
    steps: await verifyRecord(given, context),
    witnesses: await verifyWitnesses(given, context),
  });
  if (!isFlipped) return checked(proof);
  const { proof: copy, flip } = flipByte(proof, Math.random());
  return { ...(await checked({ ...proof, ...copy, proof: proof.proof, witnessed: proof.witnessed })), flip };
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

function Result({ steps, witnesses, record, flip }: Checked & { record: RecordDetail }) {
  const t = useT();
  return (
    <Panel flush>
      {flip ? (
        <Alert variant="default" title={t('records.verifyPanel.flipped')} m="md">
          {t(flip.part === 'content' ? 'records.verifyPanel.flippedContent' : 'records.verifyPanel.flippedSeal', {
            place: flip.place + 1,
            from: String.fromCharCode(flip.from),
            to: String.fromCharCode(flip.to),
          })}
        </Alert>
      ) : null}
      <VerifySteps steps={steps} witnesses={witnesses} />
      {record.contentWithheld ? (
        <Text size="xs" c="dimmed" px="md" pb="sm">
          {t('records.verifyPanel.theContentIsNot')}
        </Text>
      ) : null}
    </Panel>
  );
}
