import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useParticipants } from '#web/participants.ts';
import type { Done } from './api.ts';
import { nameWithCode } from './RecipientChoice.tsx';
import { Lacking } from './Lacking.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { Say } from '#web/i18n/Say.tsx';

/** What was done, per recipient. */
export function Outcome({ verb, done, onClose }: { verb: 'released' | 'recalled'; done: Done; onClose: () => void }) {
  const t = useT();
  const { byCode } = useParticipants();
  return (
    <Stack>
      <div role="status">
        <List aria-label={t('releases.outcome.done')} spacing="xs">
          {done.map((one) => (
            <List.Item key={one.to}>
              <Say
                id={`releases.outcome.${verb}`}
                values={{ count: one.count, to: <strong>{nameWithCode(one.to, byCode.get(one.to)?.name)}</strong> }}
              />
              {one.mayLack.map((ref) => (
                <Text key={ref} size="sm">
                  <Lacking record={ref} to={one.to} />
                </Text>
              ))}
            </List.Item>
          ))}
        </List>
      </div>
      <Group justify="end">
        <Button onClick={onClose} data-autofocus>
          {t('releases.outcome.done')}
        </Button>
      </Group>
    </Stack>
  );
}
