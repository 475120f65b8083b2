import { Alert, Stack, Text } from '@mantine/core';
import { links } from '#web/links.ts';
import { useTitleOf } from '#web/record-name.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { approveProposal } from './api.ts';
import type { Approved } from './api.ts';
import { adviceOf, sayRefusal } from './advice.ts';
import { meansOf, refusalOf, signDigest } from './sign.ts';
import type { Means } from './sign.ts';
import { Sealed } from './Sealed.tsx';
import { useHeld } from './use-held.ts';
import type { Looked } from './use-held.ts';
import { waitsFor } from './words.ts';
import { useMeaning } from '#web/i18n/problem-meaning.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

/** Asks the officer's passkey for a signature over the digest that this browser computed. */
export function ApproveForm() {
  const t = useT();
  const titleOf = useTitleOf();
  const held = useHeld();
  const { proposal, checked } = held;
  const means = meansOf(proposal.passkeys, location.hostname);
  const refusal = proposal.notMine ?? refusalOf(means);
  const meaning = useMeaning(refusal?.code ?? '');
  return (
    <ActForm
      title={t('proposals.approve')}
      about={t('proposals.approveForm.about')}
      confirm={means.by === 'program' ? t('proposals.approveForm.program') : t('proposals.approveForm.passkey')}
      withheld={refusal ? sayRefusal(t, refusal, proposal, meaning) : whyNot(t, held, means)}
      under={links.proposal(proposal.id)}
      act={async () => approveProposal(proposal.id, await signDigest(means, checked.digest))}
      tell={(made) => tell(t, made)}
      advise={(code) => adviceOf(t, code, proposal)}
    >
      <Stack>
        <Facts
          facts={[
            {
              name: t('proposals.approveForm.record'),
              value: held.isCovered || proposal.title === null ? proposal.ref : titleOf(proposal),
            },
            { name: t('proposals.writtenBy'), value: <Mono>{proposal.officer}</Mono> },
            { name: t('records.signedDigest'), value: <Mono>{checked.digest}</Mono> },
          ]}
        />
        {means.by === 'program' ? (
          <Alert variant="default" title={t('proposals.approveForm.isProgram')}>
            {t('proposals.approveForm.isProgramWhy')}
          </Alert>
        ) : null}
      </Stack>
    </ActForm>
  );
}

/** What there is to say of a signature: whom it waits for now, or that the record is sealed. */
const tell = (t: Translate, { sealed, proposal }: Approved) =>
  sealed ? (
    <Sealed sealed={sealed} />
  ) : (
    <Text role="status">
      {t('proposals.approveForm.itWaitsFor', {
        roles: waitsFor(t, proposal),
      })}
    </Text>
  );

function whyNot(t: Translate, { checked, isCovered }: Looked, means: Means): string | undefined {
  if (checked.faults.length > 0) return t('proposals.approveForm.unsound');
  if (checked.body === null) return t('proposals.approveForm.unread');
  if (isCovered) return t('proposals.approveForm.covered');
  if (means.by === 'elsewhere') return t('proposals.approveForm.elsewhere', { rpId: means.rpId });
  return means.by === 'nothing' ? t('proposals.approveForm.nothing') : undefined;
}
