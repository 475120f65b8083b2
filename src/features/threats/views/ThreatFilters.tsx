import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { links } from '#web/links.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import type { ThreatFilter } from './api.ts';

/** Words and spans of days; kept in the address. */
export function ThreatFilters({ filter }: { filter: ThreatFilter }) {
  const navigate = useNavigate();
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
      aria-label="Search objects"
      onSubmit={(event) => {
        event.preventDefault();
        void navigate(links.threats({ ...filter, ...draft, q: draft.q.trim() }));
      }}
    >
      <Group align="end" gap="sm" mb="md">
        <TextInput label="Search" type="search" placeholder="name, description or value" miw={260} {...field('q')} />
        <TextInput label="Modified from (UTC)" type="date" {...field('from')} />
        <TextInput label="Modified to (UTC)" type="date" {...field('to')} />
        <TextInput label="Observed from (UTC)" type="date" {...field('seenFrom')} />
        <TextInput label="Observed to (UTC)" type="date" {...field('seenTo')} />
        <Button type="submit" variant="default">
          Search
        </Button>
        {Object.values(filter).some(Boolean) ? (
          <ButtonLink to={links.threats()} variant="subtle">
            Clear
          </ButtonLink>
        ) : null}
      </Group>
    </form>
  );
}
