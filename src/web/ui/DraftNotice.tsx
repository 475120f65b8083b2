import { Alert, Button, Group, Text } from '@mantine/core';
import { Say } from '../i18n/Say.tsx';
import { useT } from '../i18n/use-t.ts';
import type { DraftKeeping } from '../use-draft.ts';
import { Time } from './Time.tsx';

/** Whether what is typed is kept, and what the officer may do about it. `atFoot`: beside the button of a small form, where it takes no room of its own. */
export function DraftNotice({ draft, atFoot = false }: { draft: DraftKeeping; atFoot?: boolean }) {
  const t = useT();
  if (draft.state === 'elsewhere') {
    return (
      <Alert variant="default" role="alert" {...(atFoot ? { flex: 1 } : { mb: 'md' })} title={t('ui.draft.elsewhere')}>
        <p>{t('ui.draft.elsewhereWhy')}</p>
        <Group>
          <Button variant="default" onClick={draft.takeOther}>
            {t('ui.draft.takeOther')}
          </Button>
          <Button variant="default" onClick={draft.keepThis}>
            {t('ui.draft.keepThis')}
          </Button>
        </Group>
      </Alert>
    );
  }
  return (
    <Group justify="space-between" {...(atFoot ? { flex: 1 } : { mih: 36, mb: 'xs' })}>
      <Text size="sm" c="dimmed" component="div" role="status">
        {draft.state === 'failed' ? t('ui.draft.failed') : null}
        {draft.state === 'unsaved' ? t('ui.draft.unsaved') : null}
        {draft.state === 'kept' && draft.savedAt !== null ? (
          <Say
            id={draft.isRestored ? 'ui.draft.restored' : 'ui.draft.kept'}
            values={{ time: <Time at={draft.savedAt} /> }}
          />
        ) : null}
      </Text>
      {draft.savedAt === null ? null : (
        <Button variant="subtle" size="compact-sm" onClick={draft.discard}>
          {t('ui.draft.discard')}
        </Button>
      )}
    </Group>
  );
}
