import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { fetchCall } from '#web/calls.ts';
import { fetchDrafts } from '#web/drafts.ts';
import { fetchCaseOf } from '#web/next-steps.ts';
import { useMay } from '#web/session.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Time } from '#web/ui/Time.tsx';
import { fetchKinds, fetchRecord } from './api.ts';
import type { KindView } from './api.ts';
import { DraftForm } from './DraftForm.tsx';
import type { Origin } from './draft-state.ts';
import { useT } from '#web/i18n/use-t.ts';

/** Writes a record of a kind that officers may compose. */
export function NewRecordPage() {
  const t = useT();
  const may = useMay();
  const isCorrection = useSearchParams()[0].has('replaces');
  const kinds = useQuery({ queryKey: ['kinds'], queryFn: fetchKinds, staleTime: Infinity });
  return (
    <Page
      title={t(isCorrection ? 'records.newRecordPage.correction' : 'records.newRecord')}
      about={t('records.newRecordPage.about')}
    >
      {may.act ? (
        <Loaded query={kinds}>
          {(data) => (
            <KindChoice kinds={data.kinds.filter((kind) => kind.draftable)}>
              {(kind) => (
                <Begun>{(origin) => <DraftForm key={kind.kind} kind={kind} options={data} origin={origin} />}</Begun>
              )}
            </KindChoice>
          )}
        </Loaded>
      ) : (
        <Empty title={t('records.newRecordPage.notAllowed')}>{t('records.newRecordPage.notAllowedWhy')}</Empty>
      )}
    </Page>
  );
}

/** Where the address names a call of the telephone log, what was told then; what is corrected; the case of what it is about. */
function Begun({ children }: { children: (origin: Origin) => React.ReactNode }) {
  const [search] = useSearchParams();
  const [call, replaces] = [search.get('call'), search.get('replaces')];
  const about = search.has('case') || replaces !== null ? null : search.get('about');
  const isAlone = call === null && replaces === null && about === null;
  const origin = useQuery({
    queryKey: ['records', 'origin', call, replaces, about],
    queryFn: async (): Promise<Origin> => ({
      ...(call === null ? {} : { call: await fetchCall(call) }),
      ...(replaces === null ? {} : { replaced: await fetchRecord(replaces) }),
      // A form that names several at once, or what is not here, goes on from no case.
      ...(about === null ? {} : { ofCase: await fetchCaseOf(about).catch(() => null) }),
    }),
    enabled: !isAlone,
    staleTime: Infinity,
  });
  return isAlone ? children({}) : <Loaded query={origin}>{children}</Loaded>;
}

type ChoiceProps = { kinds: readonly KindView[]; children: (kind: KindView) => React.ReactNode };

/** The kind stands in the address, so that a form that was left is opened again by its own. */
function KindChoice({ kinds, children }: ChoiceProps) {
  const t = useT();
  const [search, setSearch] = useSearchParams();
  const name = search.get('kind') ?? '';
  const kind = kinds.find((known) => known.kind === name);
  return (
    <div style={{ maxWidth: '72rem' }}>
      <NativeSelect
        label={t('records.kind')}
        description={kind || !search.has('call') ? undefined : t('records.newRecordPage.callWaits')}
        required
        mb="xl"
        maw="44rem"
        value={kind ? name : ''}
        data={[
          { value: '', label: t('records.choose'), disabled: true },
          ...kinds.map((known) => ({ value: known.kind, label: t.term('kind', known.kind) })),
        ]}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setSearch(
            (before) => new URLSearchParams([...[...before].filter(([part]) => part !== 'kind'), ['kind', value]]),
            {
              replace: true,
            },
          );
        }}
      />
      {kind ? children(kind) : <Unfinished />}
    </div>
  );
}

/** What the officer began and did not send. */
function Unfinished() {
  const t = useT();
  const drafts = useQuery({ queryKey: ['drafts'], queryFn: fetchDrafts, staleTime: 0 });
  const records = (drafts.data?.items ?? []).filter(({ address }) => address.startsWith('/records/new?'));
  if (records.length === 0) return null;
  return (
    <Section title={t('records.newRecordPage.unfinished')} note={t('records.newRecordPage.unfinishedNote')}>
      <ul>
        {records.map(({ form, address, savedAt }) => (
          <li key={form}>
            <PageLink to={address}>
              {t.term('kind', new URLSearchParams(address.split('?')[1]).get('kind') ?? '')}
            </PageLink>{' '}
            <Time at={savedAt} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
