import { typeWord } from '#web/i18n/stix.ts';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Folded, FoldedTogether, isDisturbingText } from '#web/ui/Folded.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Page } from '#web/ui/Page.tsx';
import { RemarkSection } from '#web/RemarkSection.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { fetchThreat } from './api.ts';
import type { ThreatHistory, ThreatVersion } from './api.ts';
import type { ThreatPageView } from './graph-api.ts';
import { Neighbours } from './Neighbours.tsx';
import { PathSearch } from './PathSearch.tsx';
import { HeldHere } from './HeldHere.tsx';
import { Sightings } from './Sightings.tsx';
import { ThreatGlance } from './ThreatGlance.tsx';
import { ThreatSources } from './ThreatSources.tsx';
import { ThreatVersions } from './ThreatVersions.tsx';
import { VersionComparison } from './VersionComparison.tsx';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

export function ThreatPage() {
  const { stixId = '' } = useParams();
  const view: ThreatPageView = Object.fromEntries(useSearchParams()[0]);
  const threat = useQuery({
    queryKey: ['threats', 'one', stixId],
    queryFn: () => fetchThreat(stixId),
    refetchInterval: refreshMs,
  });
  const disturbs = threat.data?.versions.some(({ source }) => isDisturbingText(source)) ?? false;
  return (
    <FoldedTogether key={stixId} disturbs={disturbs}>
      {(isCovered) => <Whole threat={threat} stixId={stixId} view={view} disturbs={disturbs} isCovered={isCovered} />}
    </FoldedTogether>
  );
}

type Props = {
  threat: UseQueryResult<ThreatHistory>;
  stixId: string;
  view: ThreatPageView;
  disturbs: boolean;
  isCovered: boolean;
};

function Whole({ threat, stixId, view, disturbs, isCovered }: Props) {
  const t = useT();
  const names = useMemo(() => new Map(threat.data?.named.map(({ id, name }) => [id, name])), [threat.data]);
  return (
    <Page
      title={threat.data ? titleOf(t, isCovered ? { ...threat.data, name: null } : threat.data) : t('threats.object')}
      about={<Mono>{stixId}</Mono>}
      actions={<ButtonLink to={links.hypotheses(stixId)}>{t('threats.threatPage.hypotheses')}</ButtonLink>}
    >
      <Loaded query={threat}>
        {(data) => (
          <Folded disturbs={disturbs}>
            <ThreatGlance threat={data} names={names} />
            <HeldHere stixId={stixId} />
            <Sightings sightings={data.sightings} cut={data.sightingsCut} />
            <RemarkSection remarks={data.remarks} cut={data.remarksCut} />
            <ThreatSources versions={data.versions} />
          </Folded>
        )}
      </Loaded>
      <Neighbours stixId={stixId} view={view} />
      <PathSearch key={`${stixId} ${view.path ?? ''}`} stixId={stixId} view={view} />
      {/* What describes a person has no name, is connected with nothing and not compared (SG-07). */}
      {!threat.data || threat.data.name === null || isCovered ? null : (
        <VersionComparison key={`${stixId} versions`} stixId={stixId} view={view} versions={readable(threat.data)} />
      )}
      {!threat.data || isCovered ? null : (
        <>
          <Text c="dimmed" mt="lg">
            {t('threats.threatPage.about')}
          </Text>
          <ThreatVersions key={threat.data.id} versions={threat.data.versions} names={names} />
        </>
      )}
    </Page>
  );
}

/** The name that this node lists it under, or the type: objects that describe persons have no name here (SG-07). */
const titleOf = (t: Translate, { id, name }: { id: string; name: string | null }): string =>
  name === null ? typeWord(t, id.split('--', 1)[0] ?? '') : visibleText(name);

const readable = ({ versions }: { versions: readonly ThreatVersion[] }): ThreatVersion[] =>
  versions.filter(({ destroyed }) => !destroyed);
