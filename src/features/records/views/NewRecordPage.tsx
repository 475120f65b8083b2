import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useMay } from '#web/session.ts';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { fetchKinds } from './api.ts';
import type { KindView } from './api.ts';
import { DraftForm } from './DraftForm.tsx';
import { useT } from '#web/i18n/use-t.ts';

/** Writes a record of a kind that officers may compose. */
export function NewRecordPage() {
  const t = useT();
  const may = useMay();
  const kinds = useQuery({ queryKey: ['kinds'], queryFn: fetchKinds, staleTime: Infinity });
  return (
    <Page title={t('records.newRecord')} about={t('records.newRecordPage.about')}>
      {may.act ? (
        <Loaded query={kinds}>
          {(data) => (
            <KindChoice kinds={data.kinds.filter((kind) => kind.draftable)}>
              {(kind) => <DraftForm key={kind.kind} kind={kind} options={data} />}
            </KindChoice>
          )}
        </Loaded>
      ) : (
        <Empty title={t('records.newRecordPage.notAllowed')}>{t('records.newRecordPage.notAllowedWhy')}</Empty>
      )}
    </Page>
  );
}

type ChoiceProps = { kinds: readonly KindView[]; children: (kind: KindView) => React.ReactNode };

function KindChoice({ kinds, children }: ChoiceProps) {
  const t = useT();
  const [search] = useSearchParams();
  const [name, setName] = useState(search.get('kind') ?? '');
  const kind = kinds.find((known) => known.kind === name);
  return (
    <div style={{ maxWidth: '44rem' }}>
      <NativeSelect
        label={t('records.kind')}
        required
        mb="xl"
        value={kind ? name : ''}
        data={[
          { value: '', label: t('records.choose'), disabled: true },
          ...kinds.map((known) => ({ value: known.kind, label: t.term('kind', known.kind) })),
        ]}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {kind ? children(kind) : null}
    </div>
  );
}
