import { Alert, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from 'react-router';
import { BodySection } from '#web/BodySection.tsx';
import { factsOfEnvelope } from '#web/envelope-facts.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { useMay, useSession } from '#web/session.ts';
import { ButtonLink, PageLink } from '#web/ui/ButtonLink.tsx';
import { Columns } from '#web/ui/Columns.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Marking } from '#web/ui/Marking.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { checkProposal } from '../verify.ts';
import type { Fault } from '../verify.ts';
import { fetchProposal } from './api.ts';
import { PlaceTable } from './PlaceTable.tsx';
import type { Held } from './use-held.ts';
import { toneOf } from './words.ts';

const text = {
  title: 'Proposal',
  approve: 'Approve',
  withdraw: 'Withdraw',
  refuse: 'Refuse',
  emergency: 'Put into force alone',
  facts: 'Envelope',
  factsNote: 'Read in this browser from the very bytes that are signed and sealed.',
  fault: 'Do not sign: this is not what would be sealed',
  faults: {
    payload: 'The bytes hold no envelope that can be read.',
    digest: 'The node names another digest than these bytes have.',
    facts: 'The envelope is that of another record than the node says.',
    body: 'The content is not the one that the envelope names.',
  } satisfies Record<Fault, string>,
  sealed: 'Sealed',
  toRecord: 'To the record',
  toRelease: 'Release it',
  gone: 'The content is not kept here any more',
  goneWhy: 'It was sealed, and stands with the record; or it was never sealed, and is destroyed.',
  withheld: 'Content is not shown to your role',
  withheldWhy: 'Who approves it has to read it first.',
};

/** One proposal: the very bytes, checked here, who approved them, and what the officer may do about it. */
export function ProposalPage() {
  const { id = '' } = useParams();
  const held = useQuery({
    queryKey: ['proposals', 'one', id],
    queryFn: async (): Promise<Held> => {
      const proposal = await fetchProposal(id);
      return { proposal, checked: await checkProposal(proposal) };
    },
    refetchInterval: 2 * refreshMs,
  });
  if (!held.data) {
    return (
      <Page title={text.title}>
        <Loaded query={held}>{() => null}</Loaded>
      </Page>
    );
  }
  return <Shown key={id} held={held.data} />;
}

function Shown({ held }: { held: Held }) {
  const t = useT();
  const { proposal, checked } = held;
  const { envelope, body, digest, faults } = checked;
  const isOpen = proposal.state === 'open';
  const absence = isOpen ? { title: text.withheld, why: text.withheldWhy } : { title: text.gone, why: text.goneWhy };
  return (
    <Page
      title={visibleText(proposal.title ?? `${text.title} ${proposal.ref}`)}
      about={<Badges held={held} />}
      actions={<Actions held={held} />}
    >
      <Columns
        side={
          <Section title={text.facts} note={text.factsNote}>
            <Facts
              facts={[
                ...(envelope ? factsOfEnvelope(t, envelope) : []),
                { name: 'Ref', value: <Mono>{envelope?.ref ?? proposal.ref}</Mono> },
                { name: 'Digest', value: <Mono>{digest}</Mono> },
                { name: 'Made', value: <Time at={proposal.madeAt} exact /> },
                { name: 'Lapses', value: isOpen ? <Time at={proposal.expiresAt} exact /> : null },
              ]}
            />
          </Section>
        }
      >
        {faults.length > 0 ? (
          <Alert color="red" mb="lg" role="alert" title={text.fault}>
            {faults.map((fault) => (
              <div key={fault}>{text.faults[fault]}</div>
            ))}
          </Alert>
        ) : null}
        <Decision held={held} />
        <PlaceTable proposal={proposal} />
        <BodySection body={body} absence={absence} />
      </Columns>
      <Outlet context={held} />
    </Page>
  );
}

function Badges({ held: { proposal, checked } }: { held: Held }) {
  return (
    <Group gap="sm" mt={4}>
      <span>{checked.envelope?.kind ?? proposal.kind}</span>
      <Marking marking={checked.envelope?.marking ?? null} />
      <Tag tone={toneOf[proposal.state]}>{proposal.state}</Tag>
    </Group>
  );
}

/** What became of it, and where to go on. */
function Decision({ held: { proposal } }: { held: Held }) {
  const may = useMay();
  const { state, decidedBy, reason, ref } = proposal;
  if (state === 'open') return null;
  if (state !== 'sealed')
    return (
      <Alert variant="default" mb="lg" title={`${state}${decidedBy ? ` by ${decidedBy}` : ''}`}>
        {visibleText(reason ?? 'Nobody decided in time.')}
      </Alert>
    );
  return (
    <Alert variant="default" mb="lg" title={text.sealed}>
      <Group>
        <PageLink to={links.record(ref)} inText>
          {text.toRecord}
        </PageLink>
        {may.act ? (
          <PageLink to={links.release(links.record(ref))} inText>
            {text.toRelease}
          </PageLink>
        ) : null}
      </Group>
    </Alert>
  );
}

/** Nothing is offered that the node would refuse, and nothing at all of bytes that are not what they seem, but to end it. */
function Actions({ held: { proposal, checked } }: { held: Held }) {
  const { officer } = useSession();
  const { id, state, isMine, mayEnd, mayBeEmergency, places } = proposal;
  if (state !== 'open') return null;
  const isAuthor = proposal.officer === officer.id;
  const isSound = checked.faults.length === 0 && checked.body !== null;
  const mayAlone = isAuthor && mayBeEmergency && places[0]?.by === officer.id && places.length > 1;
  return (
    <>
      {isMine && isSound ? (
        <ButtonLink to={links.decide(id, 'approve')} variant="filled">
          {text.approve}
        </ButtonLink>
      ) : null}
      {mayAlone && isSound ? <ButtonLink to={links.decide(id, 'emergency')}>{text.emergency}</ButtonLink> : null}
      {mayEnd ? <ButtonLink to={links.decide(id, 'end')}>{isAuthor ? text.withdraw : text.refuse}</ButtonLink> : null}
    </>
  );
}
