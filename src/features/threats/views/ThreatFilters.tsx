import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import type { ThreatFilter } from './api.ts';
import { useToThreats } from './use-to-threats.ts';
import { useT } from '#web/i18n/use-t.ts';

/** Words and spans of days; kept in the address. */
export function ThreatFilters({ filter }: { filter: ThreatFilter }) {
  const t = useT();
  const navigate = useNavigate();
  const toThreats = useToThreats();
  const [draft, setDraft] = useState({
    q: filter.q ?? '',
    from: filter.from ?? '',
    to: filter.to ?? '',
    seenFrom: filter.seenFrom ?? '',
    seenTo: filter.seenTo ?? '',
  });
  const field = (name: keyof typeof draft) => ({
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setDraft({ ...draft, [name]: event.currentTarget.value }),
  });
  return (
    <form
      role="search"
      aria-label={t('threats.threatFilters.searchObjects')}
      onSubmit={(event) => {
        event.preventDefault();
        void navigate(toThreats({ ...filter, ...draft, q: draft.q.trim() }));
      }}
    >
      <Group align="end" gap="sm" mb="md">
        <TextInput
          label={t('threats.threatFilters.search')}
          type="search"
          placeholder={t('threats.threatFilters.nameDescriptionOrValue')}
          miw={260}
          {...field('q')}
        />
        <TextInput label={t('threats.threatFilters.modifiedFromUtc')} type="date" {...field('from')} />
        <TextInput label={t('threats.threatFilters.modifiedToUtc')} type="date" {...field('to')} />
        <TextInput label={t('threats.threatFilters.observedFromUtc')} type="date" {...field('seenFrom')} />
        <TextInput label={t('threats.threatFilters.observedToUtc')} type="date" {...field('seenTo')} />
        <Button type="submit" variant="default">
          {t('threats.threatFilters.search')}
        </Button>
        {Object.values(filter).some(Boolean) ? (
          <ButtonLink to={toThreats({})} variant="subtle">
            {t('threats.threatFilters.clear')}
          </ButtonLink>
        ) : null}
      </Group>
    </form>
  );
}
