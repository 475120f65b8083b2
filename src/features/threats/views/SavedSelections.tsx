import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { links } from '#web/links.ts';
import { Chip, Chips } from '#web/ui/Chips.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { SavedSelection } from './SavedSelection.tsx';
import { saveSelection } from './selections-api.ts';
import type { SelectionView, View } from './selections-api.ts';
import { noView, toView } from './to-view.ts';
import { useT } from '#web/i18n/use-t.ts';

type Props = {
  selections: readonly SelectionView[];
  /** What the table shows now. */
  shown: View;
  /** The view that was opened, by its id. */
  open: string | undefined;
};

/** Named views of the table, the officer's own and those that colleagues share; each is an address, and opening one asks anew. */
export function SavedSelections({ selections, shown, open }: Props) {
  const t = useT();
  const [isNaming, setNaming] = useState(false);
  const chosen = selections.find(({ id }) => id === open);
  return (
    <>
      <Chips name={t('threats.savedSelections.title')} title={t('threats.savedSelections.title')}>
        <Chip
          name={t('threats.savedSelections.all')}
          to={links.threats({ view: noView })}
          isChosen={chosen === undefined && !Object.values(shown.filter).some(Boolean)}
        />
        {selections.map((one) => (
          <Chip
            key={one.id}
            name={one.first ? t('threats.savedSelections.first', { name: one.name }) : one.name}
            to={toView(one)}
            isChosen={one.id === open}
            {...(!one.own && { count: t('threats.savedSelection.by', { officer: one.officer }) })}
          />
        ))}
        <Button variant="subtle" size="compact-xs" aria-expanded={isNaming} onClick={() => setNaming(!isNaming)}>
          {t('threats.savedSelections.add')}
        </Button>
      </Chips>
      {chosen ? <SavedSelection key={`${chosen.id} ${chosen.name}`} selection={chosen} shown={shown} /> : null}
      {isNaming ? <SaveForm shown={shown} onDone={() => setNaming(false)} /> : null}
    </>
  );
}

function SaveForm({ shown, onDone }: { shown: View; onDone: () => void }) {
  const t = useT();
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();
  const action = useMutation({
    mutationFn: () => saveSelection(name.trim(), shown, isShared),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: ['selections'] });
      onDone();
      await navigate(toView(saved));
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        action.mutate();
      }}
    >
      <Group align="end" gap="sm" mb="md">
        <TextInput
          label={t('threats.savedSelections.name')}
          description={t('threats.savedSelections.keeps')}
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
