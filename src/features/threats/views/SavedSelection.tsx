import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { changeSelection, deleteSelection } from './selections-api.ts';
import type { SelectionView } from './selections-api.ts';

const text = {
  rename: 'Rename',
  name: 'New name of',
  share: 'Share',
  unshare: 'Stop sharing',
  delete: 'Delete',
  shared: 'shared',
};

/** One saved question. Only who saved it changes it. */
export function SavedSelection({ selection }: { selection: SelectionView }) {
  const { id, query, shared, own, officer } = selection;
  const name = visibleText(selection.name);
  const [draft, setDraft] = useState<string | null>(null);
  const client = useQueryClient();
  const action = useMutation({
    mutationFn: (change: () => Promise<unknown>) => change(),
    onSuccess: () => client.invalidateQueries({ queryKey: ['selections'] }),
  });
  const button = (label: string, change: () => Promise<unknown>) => (
    <Button
      variant="subtle"
      size="compact-xs"
      aria-label={`${label}: ${name}`}
      loading={action.isPending}
      onClick={() => action.mutate(change)}
    >
      {label}
    </Button>
  );
  return (
    <li>
      <Group gap="xs">
        <PageLink to={links.threats(query)}>{name}</PageLink>
        {shared ? <Tag tone="faint">{own ? text.shared : `${text.shared} by ${officer}`}</Tag> : null}
        {own ? (
          <>
            {button(shared ? text.unshare : text.share, () => changeSelection(id, { shared: !shared }))}
            <Button
              variant="subtle"
              size="compact-xs"
              aria-label={`${text.rename}: ${name}`}
              aria-expanded={draft !== null}
              onClick={() => setDraft(draft === null ? selection.name : null)}
            >
              {text.rename}
            </Button>
            {button(text.delete, () => deleteSelection(id))}
          </>
        ) : null}
      </Group>
      {draft === null ? null : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            action.mutate(() => changeSelection(id, { name: draft.trim() }));
          }}
        >
          <Group gap="xs" align="end">
            <TextInput
              label={`${text.name} ${name}`}
              maxLength={80}
              value={draft}
              onChange={(event) => setDraft(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" size="compact-sm" disabled={draft.trim() === ''}>
              {text.rename}
            </Button>
          </Group>
        </form>
      )}
      {action.error ? <Problem error={action.error} /> : null}
    </li>
  );
}
