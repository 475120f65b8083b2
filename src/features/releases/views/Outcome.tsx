import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useParticipants } from '#web/participants.ts';
import type { Done } from './api.ts';
import { nameWithCode } from './RecipientChoice.tsx';

/** What was done, per recipient. */
export function Outcome({ verb, done, onClose }: { verb: 'Released' | 'Recalled'; done: Done; onClose: () => void }) {
  const { byCode } = useParticipants();
  const preposition = verb === 'Released' ? 'to' : 'from';
  return (
    <Stack>
      <div role="status">
        <List aria-label="Done" spacing="xs">
          {done.map((one) => (
            <List.Item key={one.to}>
              {verb} {one.count === 1 ? '1 record' : `${one.count.toLocaleString('en')} records`} {preposition}{' '}
              <strong>{nameWithCode(one.to, byCode.get(one.to)?.name)}</strong>
              {one.mayLack.map((ref) => (
                <Text key={ref} size="sm">
                  It waits there for {ref}, unless {ref.split('/', 1)[0]} released that to {one.to} too: ask for it.
                </Text>
              ))}
            </List.Item>
          ))}
        </List>
      </div>
      <Group justify="end">
        <Button onClick={onClose} data-autofocus>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
