import { Center, Loader, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Problem } from './Problem.tsx';
import { useT } from '../i18n/use-t.ts';

type Props<T> = {
  query: Pick<UseQueryResult<T>, 'data' | 'error'>;
  children: (data: T) => ReactNode;
};

/** What a question to the node gave: its answer, why there is none, or that it is on its way. */
export function Loaded<T>({ query, children }: Props<T>) {
  const t = useT();
  if (query.data === undefined) {
    if (query.error) return <Problem error={query.error} title={t('ui.loaded.cannotShowThis')} />;
    return (
      <Center mih={160}>
        <Loader size="sm" color="gray" aria-label={t('ui.loaded.loading')} role="status" />
      </Center>
    );
  }
  return (
    <>
      {query.error ? (
        <Text size="sm" c="dimmed" role="status" mb="sm">
          {t('ui.loaded.notRefreshed', { message: query.error.message })}
        </Text>
      ) : null}
      {children(query.data)}
    </>
  );
}
