import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { links } from '#web/links.ts';
import { useMay } from '#web/session.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { fetchKinds } from './api.ts';
import type { RecordFilter } from './api.ts';
import { writtenOf } from './written.ts';
import { useT } from '#web/i18n/use-t.ts';

const verdicts = ['own', 'accepted', 'waiting', 'quarantined'];

/** `kinds` are those in sight; the node's own list adds to them. */
type Props = { filter: Filter; kinds: readonly string[] };
type Filter = RecordFilter;

/** What to show, kept in the address, so that a view can be sent to a colleague. */
export function RecordFilters({ filter, kinds: inSight }: Props) {
  const t = useT();
  const navigate = useNavigate();
  const kinds = useQuery({ queryKey: ['kinds'], queryFn: fetchKinds, staleTime: Infinity });
  const may = useMay();
  const [author, setAuthor] = useState(filter.author ?? '');
  const [words, setWords] = useState(filter.q ?? '');
  const show = (change: Filter) =>
    navigate(links.records({ ...filter, q: words.trim(), author: author.trim(), ...change }));
  const clear = (): void => {
    setAuthor('');
    setWords('');
  };
  const all = [
    ...inSight,
    ...(kinds.data?.kinds.map((kind) => kind.kind) ?? []),
    ...(filter.kind ? [filter.kind] : []),
  ];
  const known = [...new Set(all)].toSorted();

  return (
    <form
      role="search"
      aria-label={t('records.recordFilters.filterRecords')}
      onSubmit={(event) => {
        event.preventDefault();
        void show({});
      }}
    >
      <Group align="end" gap="sm" mb="md">
        {may.read ? (
          <TextInput
            label={t('records.recordFilters.title')}
            type="search"
            placeholder={t('records.recordFilters.words')}
            maxLength={200}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        ) : null}
        <NativeSelect
          label={t('records.kind')}
          data={[
            { value: '', label: t('records.recordFilters.anyKind') },
            ...known.map((value) => ({ value, label: t.term('kind', value) })),
          ]}
          value={filter.kind ?? ''}
          onChange={(event) => void show({ kind: event.currentTarget.value })}
        />
        <TextInput
          label={t('records.author')}
          placeholder={t('records.recordFilters.xaOrXaCyber')}
          value={author}
          onChange={(event) => setAuthor(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('records.verdict')}
          data={[
            { value: '', label: t('records.recordFilters.anyVerdict') },
            ...verdicts.map((value) => ({ value, label: t.term('verdict', value) })),
          ]}
          value={filter.verdict ?? ''}
          onChange={(event) => void show({ verdict: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('records.recordFilters.written')}
          data={[
            { value: 'officers', label: t('records.recordFilters.writtenOfficers') },
            { value: 'nodes', label: t('records.recordFilters.writtenNodes') },
            { value: 'anybody', label: t('records.recordFilters.writtenAnybody') },
          ]}
          value={writtenOf(filter)}
          onChange={(event) => void show({ written: event.currentTarget.value })}
        />
        <Button type="submit" variant="default">
          {t('records.recordFilters.filter')}
        </Button>
        {Object.values(filter).some(Boolean) ? (
          <ButtonLink to={links.records()} variant="subtle" onClick={clear}>
            {t('records.recordFilters.clear')}
          </ButtonLink>
        ) : null}
      </Group>
    </form>
  );
}
