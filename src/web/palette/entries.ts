import { useMantineColorScheme } from '@mantine/core';
import { useLocation } from 'react-router';
import { chooseLanguage } from '../i18n/language.ts';
import { locales } from '../i18n/locales.ts';
import { useT } from '../i18n/use-t.ts';
import { links } from '../links.ts';
import { useMay, useSession } from '../session.ts';
import { jumps } from './keys.ts';
import { show } from './state.ts';

/** One line of the palette: a page to go to, or something to do at once. */
export type Entry = { id: string; words: string; group: string; to?: string; run?: () => void; keys?: string };

const recordPage = /^\/records\/([^/]+)\/([^/]+)/;

/** All that this officer may go to or do, here. The node asks again at each act. */
export function useEntries(): Entry[] {
  const t = useT();
  const may = useMay();
  const { powers, node } = useSession();
  const { pathname } = useLocation();
  const { setColorScheme } = useMantineColorScheme();

  const pages = Object.entries(jumps)
    .filter(([, { power }]) => power === null || powers.includes(power))
    .map(([key, { name, to }]) => ({ id: to, words: t(name), group: t('care.palette.pages'), to, keys: `g ${key}` }));
  const more = [
    { id: 'verify', words: t('care.palette.verify'), to: links.verify() },
    { id: 'watch', words: t('layout.navigation.watch'), to: links.watch() },
    { id: 'assignments', words: t('layout.navigation.assignments'), to: links.assignments() },
    { id: 'account', words: t('officers.accountPage.title'), to: links.account() },
    ...(powers.includes('read-content')
      ? [{ id: 'matrix', words: `${t('layout.navigation.threats')}: ${t('threats.matrix.title')}`, to: links.matrix() }]
      : []),
    { id: 'figures', words: t('figures.title'), to: links.figures() },
  ].map((one) => ({ ...one, group: t('care.palette.pages') }));

  const acts: Omit<Entry, 'group'>[] = [];
  const [, participant, id] = recordPage.exec(pathname) ?? [];
  if (participant !== undefined && id !== undefined) {
    const page = links.record(`${participant}/${id}`);
    acts.push({ id: 'print', words: t('care.print.print'), to: links.print(page) });
    const isOwn = participant === node.code;
    if (may.release && isOwn) {
      acts.push({ id: 'release', words: t('care.palette.release'), to: links.release(page) });
      acts.push({ id: 'recall', words: t('care.palette.recall'), to: links.recall(page) });
    }
    if (may.release && !isOwn) acts.push({ id: 'hold', words: t('care.palette.hold'), to: links.hold(page) });
    if (may.act)
      acts.push({
        id: 'answer',
        words: t('care.palette.answer'),
        to: links.newRecord({ about: `${participant}/${id}` }),
      });
  }
  if (may.act) {
    acts.push({ id: 'new', words: t('care.palette.newRecord'), to: links.newRecord(), keys: 'n' });
    acts.push({ id: 'import', words: t('care.palette.import'), to: links.imports() });
  }
  if (may.desk) acts.push({ id: 'call', words: t('watch.page.noteCall'), to: links.noteCall() });
  if (powers.includes('invite'))
    acts.push({ id: 'invite', words: t('care.palette.invite'), to: links.inviteOfficer() });
  acts.push({ id: 'help', words: t('care.palette.help'), run: () => show('help'), keys: '?' });
  for (const scheme of ['light', 'dark', 'auto'] as const)
    acts.push({ id: scheme, words: t(`care.colours.${scheme}`), run: () => setColorScheme(scheme) });
  for (const { code, name } of locales)
    if (code !== t.locale)
      acts.push({ id: code, words: `${t('layout.language')} ${name}`, run: () => void chooseLanguage(code) });
  return [...pages, ...more, ...acts.map((one) => ({ ...one, group: t('care.palette.acts') }))];
}

const refForm = /^[a-z][a-z0-9]{1,7}\/[0-9a-f]{8}-[0-9a-f-]{27}$/;
const stixForm = /^[a-z][a-z0-9-]+--[0-9a-f-]{36}$/;

/** What a pasted ref or STIX id leads to; an address of this node's pages too. */
export function entryOfRef(text: string, group: string, mayRead: boolean): Entry[] {
  const ref = text.trim().replace(/^https?:\/\/[^/]+\/records\//, '');
  if (refForm.test(ref)) return [{ id: ref, words: ref, group, to: links.record(ref) }];
  if (mayRead && stixForm.test(ref)) return [{ id: ref, words: ref, group, to: links.threat(ref) }];
  return [];
}

/** Every word of the question begins a word of the line, or stands in it. */
export function matches(words: string, question: string): boolean {
  const line = words.toLowerCase();
  return question
    .toLowerCase()
    .split(/\s+/)
    .every((part) => line.includes(part));
}
