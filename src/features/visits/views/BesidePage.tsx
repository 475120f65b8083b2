import { Center, Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { z } from 'zod';
import { json, request } from '#web/http.ts';
import { useT } from '#web/i18n/use-t.ts';
import { Page } from '#web/ui/Page.tsx';
import { Problem } from '#web/ui/Problem.tsx';

/** A ticket is good for one visit; a page drawn twice must not ask for two. */
let lastAsked = '';

/** Leads to a page of another node of the demonstration, where the visitor is let in as its officer. */
export function BesidePage() {
  const t = useT();
  const { code = '' } = useParams();
  const [search] = useSearchParams();
  const path = search.get('to') ?? '/';
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    const asked = `${code} ${path}`;
    if (asked === lastAsked) return;
    lastAsked = asked;
    request(z.object({ url: z.string() }), '/api/visits', json('POST', { node: code, path })).then(
      ({ url }) => location.replace(url),
      setFailure,
    );
  }, [code, path]);
  return (
    <Page title={t('visits.title', { code })}>
      {failure ? (
        <Problem error={failure} />
      ) : (
        <Center mih={160}>
          <Loader size="sm" color="gray" aria-label={t('visits.going')} role="status" />
        </Center>
      )}
    </Page>
  );
}
