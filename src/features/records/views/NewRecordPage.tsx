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

const text = {
  title: 'New record',
  about:
    'Written once, sealed with the key of your authority, and never edited. It stays on this node until it is released.',
  kind: 'Kind',
  choose: 'Choose…',
  notAllowed: 'Your role writes no records',
  notAllowedWhy: 'Only a case officer does.',
};

/** Writes a record of a kind that officers may compose. */
export function NewRecordPage() {
  const may = useMay();
  const kinds = useQuery({ queryKey: ['kinds'], queryFn: fetchKinds, staleTime: Infinity });
  return (
    <Page title={text.title} about={text.about}>
      {may.act ? (
        <Loaded query={kinds}>
          {(data) => (
            <KindChoice kinds={data.kinds.filter((kind) => kind.draftable)}>
              {(kind) => <DraftForm key={kind.kind} kind={kind} options={data} />}
            </KindChoice>
          )}
        </Loaded>
      ) : (
        <Empty title={text.notAllowed}>{text.notAllowedWhy}</Empty>
      )}
    </Page>
  );
}

type ChoiceProps = { kinds: readonly KindView[]; children: (kind: KindView) => React.ReactNode };

function KindChoice({ kinds, children }: ChoiceProps) {
  const [search] = useSearchParams();
  const [name, setName] = useState(search.get('kind') ?? '');
  const kind = kinds.find((known) => known.kind === name);
  return (
    <div style={{ maxWidth: '44rem' }}>
      <NativeSelect
        label={text.kind}
        required
        mb="xl"
        value={kind ? name : ''}
        data={[{ value: '', label: text.choose, disabled: true }, ...kinds.map((known) => known.kind)]}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {kind ? children(kind) : null}
    </div>
  );
}
