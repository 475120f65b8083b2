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
import { useT } from '#web/i18n/use-t.ts';

/** One saved question. Only who saved it changes it. */
export function SavedSelection({ selection }: { selection: SelectionView }) {
  const t = useT();
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
        {shared ? (
          <Tag tone="faint">
            {own ? t('threats.savedSelection.shared') : t('threats.savedSelection.by', { officer })}
          </Tag>
        ) : null}
        {own ? (
          <>
            {button(shared ? t('threats.savedSelection.unshare') : t('threats.savedSelection.share'), () =>
              changeSelection(id, { shared: !shared }),
            )}
            <Button
              variant="subtle"
              size="compact-xs"
              aria-label={`${t('threats.savedSelection.rename')}: ${name}`}
              aria-expanded={draft !== null}
              onClick={() => setDraft(draft === null ? selection.name : null)}
            >
              {t('threats.savedSelection.rename')}
            </Button>
            {button(t('threats.savedSelection.delete'), () => deleteSelection(id))}
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
              label={t('threats.savedSelection.name', { name })}
              maxLength={80}
              value={draft}
              onChange={(event) => setDraft(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" size="compact-sm" disabled={draft.trim() === ''}>
              {t('threats.savedSelection.rename')}
            </Button>
          </Group>
        </form>
      )}
      {action.error ? <Problem error={action.error} /> : null}
    </li>
  );
}
