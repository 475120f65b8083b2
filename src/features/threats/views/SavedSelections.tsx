import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '#web/ui/Problem.tsx';
import type { ThreatFilter } from './api.ts';
import { SavedSelection } from './SavedSelection.tsx';
import classes from './SavedSelections.module.css';
import { fetchSelections, saveSelection } from './selections-api.ts';
import { useT } from '#web/i18n/use-t.ts';

/** Questions that the officer saved, or colleagues share; opening one asks it again. */
export function SavedSelections({ filter }: { filter: ThreatFilter }) {
  const t = useT();
  const selections = useQuery({ queryKey: ['selections'], queryFn: fetchSelections });
  const items = selections.data?.items ?? [];
  const isAsked = Object.values(filter).some(Boolean);
  return (
    <details className={classes.saved}>
      <summary>
        {t('threats.savedSelections.title')} {items.length > 0 ? `(${items.length})` : ''}
      </summary>
      {selections.error ? <Problem error={selections.error} /> : null}
      {items.length > 0 ? (
        <ul aria-label={t('threats.savedSelections.title')} className={classes.list}>
          {items.map((selection) => (
            <SavedSelection key={`${selection.id} ${selection.name}`} selection={selection} />
          ))}
        </ul>
      ) : (
        <p>{t('threats.savedSelections.none')}</p>
      )}
      {isAsked ? <SaveForm filter={filter} /> : null}
    </details>
  );
}

function SaveForm({ filter }: { filter: ThreatFilter }) {
  const t = useT();
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const client = useQueryClient();
  const action = useMutation({
    mutationFn: () => saveSelection(name.trim(), filter, isShared),
    onSuccess: () => {
      setName('');
      return client.invalidateQueries({ queryKey: ['selections'] });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        action.mutate();
      }}
    >
      <Group align="end" gap="sm">
        <TextInput
          label={t('threats.savedSelections.name')}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox
          label={t('threats.savedSelections.shared')}
          checked={isShared}
          onChange={(event) => setShared(event.currentTarget.checked)}
          pb={8}
        />
        <Button type="submit" variant="default" loading={action.isPending} disabled={name.trim() === ''}>
          {t('threats.savedSelections.save')}
        </Button>
      </Group>
      {action.error ? <Problem error={action.error} /> : null}
    </form>
  );
}
