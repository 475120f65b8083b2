import { Kbd, Modal, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { request } from '../http.ts';
import { useNameOf } from '../record-name.ts';
import { useT } from '../i18n/use-t.ts';
import { links } from '../links.ts';
import { useMay } from '../session.ts';
import { visibleText } from '../ui/visible-text.ts';
import { entryOfRef, matches, useEntries } from './entries.ts';
import type { Entry } from './entries.ts';
import classes from './Palette.module.css';

const recent = z.object({
  items: z.array(
    z.object({ ref: z.string(), title: z.string().nullable(), kind: z.string(), disturbing: z.boolean() }),
  ),
});
const maxRecords = 8;

/** Goes to pages, to records by their ref or title, and does what this officer may do here: a combobox with a list (ARIA APG). */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [question, setQuestion] = useState('');
  const [at, setAt] = useState(0);
  const navigate = useNavigate();
  const listId = useId();
  const found = useFound(question);
  const chosen = found[Math.min(at, found.length - 1)];

  function choose(entry: Entry | undefined): void {
    if (!entry) return;
    onClose();
    if (entry.to !== undefined) void navigate(entry.to);
    else entry.run?.();
  }

  function onKey(event: KeyboardEvent): void {
    const last = found.length - 1;
    const to = { ArrowDown: at >= last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') choose(chosen);
    else if (to !== undefined && !(question !== '' && (event.key === 'Home' || event.key === 'End')))
      setAt(Math.max(0, to));
    else return;
    event.preventDefault();
  }

  return (
    <Modal.Root opened onClose={onClose} size="lg" yOffset="12vh">
      <Modal.Overlay />
      <Modal.Content aria-label={t('care.palette.title')}>
        <Modal.Body p={0}>
          <input
            className={classes.question}
            role="combobox"
            aria-label={t('care.palette.title')}
            aria-expanded="true"
            aria-controls={listId}
            aria-activedescendant={chosen ? `${listId}-${chosen.id}` : undefined}
            aria-autocomplete="list"
            autoComplete="off"
            spellCheck={false}
            placeholder={t('care.palette.placeholder')}
            data-autofocus
            value={question}
            onChange={(event) => {
              setQuestion(event.currentTarget.value);
              setAt(0);
            }}
            onKeyDown={onKey}
          />
          <VisuallyHidden role="status">{t('care.palette.found', { count: found.length })}</VisuallyHidden>
          <EntryList id={listId} entries={found} chosen={chosen} onChoose={choose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

type ListProps = { id: string; entries: readonly Entry[]; chosen: Entry | undefined; onChoose: (entry: Entry) => void };

function EntryList({ id, entries, chosen, onChoose }: ListProps) {
  const t = useT();
  return (
    <div id={id} role="listbox" aria-label={t('care.palette.title')} className={classes.list} tabIndex={-1}>
      {entries.length === 0 ? <p className={classes.none}>{t('care.palette.none')}</p> : null}
      {entries.map((entry) => (
        // oxlint-disable-next-line click-events-have-key-events -- the combobox has the keys (ARIA APG, combobox)
        <div
          key={entry.id}
          id={`${id}-${entry.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={entry === chosen}
          className={classes.entry}
          ref={entry === chosen ? scrollTo : undefined}
          onClick={() => onChoose(entry)}
        >
          <span className={classes.words}>{visibleText(entry.words)}</span>
          <span className={classes.group}>{entry.group}</span>
          {entry.keys ? <Kbd size="xs">{entry.keys}</Kbd> : null}
        </div>
      ))}
    </div>
  );
}

const scrollTo = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' });

/** What goes with the question: a ref first, then pages and acts, then records of which the node last heard. */
function useFound(question: string): Entry[] {
  const t = useT();
  const may = useMay();
  const entries = useEntries();
  const nameOf = useNameOf();
  const text = question.trim();
  const { data } = useQuery({
    queryKey: ['palette', 'records'],
    queryFn: () => request(recent, '/api/records?limit=200'),
    enabled: text.length > 1,
    staleTime: 30_000,
  });
  if (text === '') return entries;
  const group = t('care.palette.records');
  const records = (data?.items ?? []).filter((one) => matches(`${one.ref} ${one.title ?? ''} ${nameOf(one)}`, text));
  return [
    ...entryOfRef(text, group, may.read),
    ...entries.filter((one) => matches(one.words, text)),
    ...records
      .filter(({ ref }) => ref !== text)
      .slice(0, maxRecords)
      .map((one) => ({
        id: one.ref,
        words: one.title === null ? `${nameOf(one)} ${one.ref}` : nameOf(one),
        group,
        to: links.record(one.ref),
      })),
  ];
}
