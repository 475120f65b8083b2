import { Button } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../i18n/use-t.ts';
import { useNameOf, useTitleOf } from '../record-name.ts';
import type { Titled } from '../record-name.ts';
import { PageLink } from './ButtonLink.tsx';

type Props = {
  of: Titled;
  /** Where it is read; absent: it is a word, not a link. */
  to?: string;
};

/** What a record is called in a list, with the way to it. A title that its author marked as disturbing is folded, one by one, until it is asked for. */
export function RecordName({ of, to }: Props) {
  const t = useT();
  const folded = useNameOf()(of);
  const [isAsked, setAsked] = useState(false);
  const title = useTitleOf()(of);
  const name = isAsked ? title : folded;
  return (
    <>
      {to === undefined ? name : <PageLink to={to}>{name}</PageLink>}
      {name === title ? null : (
        <Button variant="subtle" size="compact-xs" onClick={() => setAsked(true)}>
          {t('care.folded.showTitle')}
        </Button>
      )}
    </>
  );
}
