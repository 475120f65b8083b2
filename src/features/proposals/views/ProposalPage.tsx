import { Alert, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from 'react-router';
import { BodySection } from '#web/BodySection.tsx';
import { factsOfEnvelope } from '#web/envelope-facts.tsx';
import { links } from '#web/links.ts';
import { useTitleOf } from '#web/record-name.ts';
import { refreshMs } from '#web/queries.ts';
import { useMay, useSession } from '#web/session.ts';
import { ButtonLink, PageLink } from '#web/ui/ButtonLink.tsx';
import { Columns } from '#web/ui/Columns.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { FoldedTogether, isDisturbingText } from '#web/ui/Folded.tsx';
import { KindName } from '#web/ui/KindName.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Marking } from '#web/ui/Marking.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { checkProposal } from '../verify.ts';
import { fetchProposal } from './api.ts';
import { AppointedPasskeys } from './AppointedPasskeys.tsx';
import { Confirmed } from './Confirmed.tsx';
import { PlaceTable } from './PlaceTable.tsx';
import { meansOf, refusalOf } from './sign.ts';
import type { Held, Looked } from './use-held.ts';
import { mayAlone } from './alone.ts';
import { NotAlone } from './NotAlone.tsx';
import { outcomeOf } from './words.ts';
import { useT } from '#web/i18n/use-t.ts';

/** One proposal: the very bytes, checked here, who approved them, and what the officer may do about it. */
export function ProposalPage() {
  const t = useT();
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
      <Page title={t('proposals.proposal')}>
        <Loaded query={held}>{() => null}</Loaded>
      </Page>
    );
  }
  const { data } = held;
  return (
    <FoldedTogether key={id} disturbs={data.proposal.disturbing || isDisturbingText(data.checked.body)}>
      {(isCovered) => <Shown held={{ ...data, isCovered }} />}
    </FoldedTogether>
  );
}

function Shown({ held }: { held: Looked }) {
  const t = useT();
  const titleOf = useTitleOf();
  const { proposal, checked } = held;
  const { envelope, body, digest, faults } = checked;
  const isOpen = proposal.state === 'open';
  const act = envelope?.kind === 'approval.confirmation' ? envelope.about?.[0] : undefined;
  const absence = isOpen
    ? { title: t('proposals.proposalPage.withheld'), why: t('proposals.proposalPage.withheldWhy') }
    : { title: t('proposals.proposalPage.gone'), why: t(goneOf(proposal)) };
  return (
    <Page
      title={
        held.isCovered || proposal.title === null ? `${t('proposals.proposal')} ${proposal.ref}` : titleOf(proposal)
      }
      about={<Badges held={held} />}
      actions={<Actions held={held} />}
    >
      <Columns
        side={
          <Section title={t('proposals.proposalPage.facts')} note={t('proposals.proposalPage.factsNote')}>
            <Facts
              facts={[
                ...(envelope ? factsOfEnvelope(t, envelope) : []),
                { name: t('proposals.proposalPage.ref'), value: <Mono>{envelope?.ref ?? proposal.ref}</Mono> },
                { name: t('records.signedDigest'), value: <Mono>{digest}</Mono> },
                { name: t('proposals.made'), value: <Time at={proposal.madeAt} exact /> },
                { name: t('proposals.lapses'), value: isOpen ? <Time at={proposal.expiresAt} exact /> : null },
              ]}
            />
          </Section>
        }
      >
        {faults.length > 0 ? (
          <Alert color="red" mb="lg" role="alert" title={t('proposals.proposalPage.fault')}>
            {faults.map((fault) => (
              <div key={fault}>{t(`proposals.fault.${fault}`)}</div>
            ))}
          </Alert>
        ) : null}
        <Decision held={held} />
        <NotAlone of={proposal} />
        <PlaceTable proposal={proposal} />
        {act === undefined ? null : <Confirmed act={act} />}
        {envelope?.kind === 'officer.appoint' ? <AppointedPasskeys body={body} /> : null}
        <BodySection body={body} absence={absence} />
      </Columns>
      <Outlet context={held} />
    </Page>
  );
}

/** The node knows which it was. */
const goneOf = ({ state, destroyed }: Held['proposal']) =>
  state !== 'sealed'
    ? 'proposals.proposalPage.goneUnsealed'
    : destroyed
      ? 'proposals.proposalPage.goneDestroyed'
      : 'proposals.proposalPage.goneSealed';

function Badges({ held: { proposal, checked } }: { held: Held }) {
  const t = useT();
  const { tone, words } = outcomeOf(t, proposal);
  return (
    <Group gap="sm" mt={4}>
      <KindName of={checked.envelope?.kind ?? proposal.kind} />
      <Marking marking={checked.envelope?.marking ?? null} />
      <Tag tone={tone}>{words}</Tag>
      {proposal.destroyed ? <Tag tone="faint">{t('records.contentDestroyed')}</Tag> : null}
    </Group>
  );
}

/** What became of it, and where to go on. */
function Decision({ held: { proposal } }: { held: Held }) {
  const t = useT();
  const may = useMay();
  const { state, decidedBy, reason, ref, emergency } = proposal;
  if (state === 'open') return null;
  if (state !== 'sealed')
    return (
      <Alert
        variant="default"
        mb="lg"
        title={
          decidedBy
            ? t('proposals.proposalPage.by', { state: t.term('proposalState', state), decidedBy })
            : t.term('proposalState', state)
        }
      >
        {visibleText(reason ?? t(decidedBy ? 'ui.wordsNotShown' : 'proposals.proposalPage.nobodyDecidedInTime'))}
      </Alert>
    );
  return (
    <Alert
      variant="default"
      mb="lg"
      title={emergency ? t(`proposals.alone.${emergency.state}`) : t('proposals.proposalPage.sealed')}
    >
      <Group>
        <PageLink to={links.record(ref)} inText>
          {t('proposals.toTheRecord')}
        </PageLink>
        {may.release ? (
          <PageLink to={links.release(links.record(ref))} inText>
            {t('proposals.releaseIt')}
          </PageLink>
        ) : null}
      </Group>
    </Alert>
  );
}

/** Nothing is offered that the node would refuse, and nothing at all of bytes that are not what they seem, but to end it. */
function Actions({ held: { proposal, checked } }: { held: Held }) {
  const t = useT();
  const { officer } = useSession();
  const { id, state, isMine, mayEnd } = proposal;
  if (state !== 'open') return null;
  const isAuthor = proposal.officer === officer.id;
  const isSound = checked.faults.length === 0 && checked.body !== null;
  const maySign = isMine && refusalOf(meansOf(proposal.passkeys, location.hostname)) === null;
  return (
    <>
      {maySign && isSound ? (
        <ButtonLink to={links.decide(id, 'approve')} variant="filled">
          {t('proposals.approve')}
        </ButtonLink>
      ) : null}
      {mayAlone(proposal, officer.id) && proposal.notAlone === null && isSound ? (
        <ButtonLink to={links.decide(id, 'emergency')}>{t('proposals.putIntoForceAlone')}</ButtonLink>
      ) : null}
      {mayEnd ? (
        <ButtonLink to={links.decide(id, 'end')}>
          {isAuthor ? t('proposals.withdraw') : t('proposals.refuse')}
        </ButtonLink>
      ) : null}
    </>
  );
}
