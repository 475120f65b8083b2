import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { links } from '#web/links.ts';
import { Problem } from '#web/ui/Problem.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { changeSelection, deleteSelection, isAsSaved, saveAgain } from './selections-api.ts';
import type { SelectionView, View } from './selections-api.ts';
import { noView } from './to-view.ts';
import { useT } from '#web/i18n/use-t.ts';

/** What can be done with the view that is open. Only who saved it changes it. */
export function SavedSelection({ selection, shown }: { selection: SelectionView; shown: View }) {
  const t = useT();
  const { id, shared, own, first } = selection;
  const name = visibleText(selection.name);
  const [draft, setDraft] = useState<string | null>(null);
  const client = useQueryClient();
  const navigate = useNavigate();
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
  if (!own) return null;
  return (
    <div role="group" aria-label={t('threats.savedSelection.view', { name })}>
      <Group gap="xs" mb="sm">
        {isAsSaved(selection, shown) ? null : button(t('threats.savedSelection.saveAgain'), () => saveAgain(id, shown))}
        <Button
          variant="subtle"
          size="compact-xs"
          aria-label={`${t('threats.savedSelection.rename')}: ${name}`}
          aria-expanded={draft !== null}
          onClick={() => setDraft(draft === null ? selection.name : null)}
        >
          {t('threats.savedSelection.rename')}
        </Button>
        {button(first ? t('threats.savedSelection.notFirst') : t('threats.savedSelection.makeFirst'), () =>
          changeSelection(id, { first: !first }),
        )}
        {button(shared ? t('threats.savedSelection.unshare') : t('threats.savedSelection.share'), () =>
          changeSelection(id, { shared: !shared }),
        )}
        {button(t('threats.savedSelection.delete'), async () => {
          await deleteSelection(id);
          await navigate(links.threats({ ...shown.filter, sort: shown.sort, view: noView }));
        })}
        {shared ? <Tag tone="faint">{t('threats.savedSelection.shared')}</Tag> : null}
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
    </div>
  );
}
