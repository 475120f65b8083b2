import { Fragment } from 'react';
import type { ReactNode } from 'react';
import type { MessageKey } from './translate.ts';
import { useT } from './use-t.ts';

/** A sentence with parts of a page in it: each language puts them where they belong. */
export function Say({ id, values }: { id: MessageKey; values: Readonly<Record<string, ReactNode>> }) {
  const t = useT();
  // oxlint-disable-next-line no-array-index-key -- parts of a sentence have no other name
  return t.parts<ReactNode>(id, values).map((part, place) => <Fragment key={place}>{part}</Fragment>);
}
