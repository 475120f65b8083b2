import { Alert, Stack, Text } from '@mantine/core';
import { links } from '#web/links.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { approveProposal } from './api.ts';
import type { Approved } from './api.ts';
import { meansOf, signDigest } from './sign.ts';
import type { Means } from './sign.ts';
import { Sealed } from './Sealed.tsx';
import { useHeld } from './use-held.ts';
import type { Held } from './use-held.ts';
import { waitsFor } from './words.ts';

const text = {
  title: 'Approve',
  about:
    'You sign the digest of the very bytes that are shown, computed in this browser, and answer for them from then on. Read them first.',
  passkey: 'Sign with passkey',
  program: 'Sign with the demonstration’s program',
  isProgram: 'A program signs, and asks nobody',
  isProgramWhy:
    'This is a demonstration: a program’s authenticator stands in for your passkey, and is marked so in the record. Outside a demonstration such a signature counts nowhere.',
  unsound: 'These bytes are not what would be sealed. They cannot be signed here.',
  unread: 'The content is not shown to your role, so you cannot approve it.',
  elsewhere: (rpId: string) => `Your passkeys belong to ${rpId}. Open this node at that address.`,
  nothing: 'You have no passkey here: two administrators appoint you with one.',
  signed: 'Signed.',
};

/** Asks the officer's passkey for a signature over the digest that this browser computed. */
export function ApproveForm() {
  const held = useHeld();
  const { proposal, checked } = held;
  const means = meansOf(proposal.passkeys, location.hostname);
  return (
    <ActForm
      title={text.title}
      about={text.about}
      confirm={means.by === 'program' ? text.program : text.passkey}
      withheld={whyNot(held, means)}
      under={links.proposal(proposal.id)}
      act={async () => approveProposal(proposal.id, await signDigest(means, checked.digest))}
      tell={tell}
    >
      <Stack>
        <Facts
          facts={[
            { name: 'Record', value: visibleText(proposal.title ?? proposal.ref) },
            { name: 'Written by', value: <Mono>{proposal.officer}</Mono> },
            { name: 'Digest', value: <Mono>{checked.digest}</Mono> },
          ]}
        />
        {means.by === 'program' ? (
          <Alert variant="default" title={text.isProgram}>
            {text.isProgramWhy}
          </Alert>
        ) : null}
      </Stack>
    </ActForm>
  );
}

/** What there is to say of a signature: whom it waits for now, or that the record is sealed. */
const tell = ({ sealed, proposal }: Approved) =>
  sealed ? (
    <Sealed sealed={sealed} />
  ) : (
    <Text role="status">
      {text.signed} It waits for {waitsFor(proposal)}.
    </Text>
  );

function whyNot({ proposal, checked }: Held, means: Means): string | undefined {
  if (proposal.notMine) return `${proposal.notMine.why} (${proposal.notMine.code}).`;
  if (checked.faults.length > 0) return text.unsound;
  if (checked.body === null) return text.unread;
  if (means.by === 'elsewhere') return text.elsewhere(means.rpId);
  return means.by === 'nothing' ? text.nothing : undefined;
}
