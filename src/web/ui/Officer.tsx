import { Text } from '@mantine/core';
import { useColleagues } from '../colleagues.ts';
import { Mono } from './Mono.tsx';
import { visibleText } from './visible-text.ts';

/** An officer by the number that records bear, and by name where it is one of the reader's own authority whom this node knows. */
export function Officer({ id }: { id: string }) {
  const name = useColleagues()?.find((one) => one.id === id)?.name ?? null;
  return (
    <>
      <Mono whole>{id}</Mono>
      {name === null ? null : (
        <Text size="xs" c="dimmed" component="div">
          {visibleText(name)}
        </Text>
      )}
    </>
  );
}
