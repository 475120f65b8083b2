import { Center, Loader, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Problem } from './Problem.tsx';

type Props<T> = {
  query: Pick<UseQueryResult<T>, 'data' | 'error'>;
  children: (data: T) => ReactNode;
};

/** What a question to the node gave: its answer, why there is none, or that it is on its way. */
export function Loaded<T>({ query, children }: Props<T>) {
  if (query.data === undefined) {
    if (query.error) return <Problem error={query.error} title="Cannot show this" />;
    return (
      <Center mih={160}>
        <Loader size="sm" color="gray" aria-label="Loading" role="status" />
      </Center>
    );
  }
  return (
    <>
      {query.error ? (
        <Text size="sm" c="dimmed" role="status" mb="sm">
          Not refreshed: {query.error.message}
        </Text>
      ) : null}
      {children(query.data)}
    </>
  );
}
