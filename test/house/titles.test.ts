import { expect, test } from 'vitest';
import { kinds } from '#kinds.ts';
import { speak } from '#test/speak.ts';
import { sayHeld as writeHeld } from '#features/hypotheses/board-rules.ts';
import { sayHeld, sayTitle } from '#web/i18n/titles.ts';

const until = '2030-06-14T00:00:00.000Z';

/** Content of which each kind makes its title without a word of an officer, and what is read of it in Russian. */
const made: readonly (readonly [kind: string, body: object, russian: string])[] = [
  ['release', { records: [1] }, '1 запись'],
  ['recall', { records: [1, 2, 3, 4, 5] }, '5 записей'],
  ['receipt', { items: [{ status: 'delivered' }, {}] }, 'доставлено: 2'],
  ['refusal', { lines: [{ code: 'seal' }, {}] }, '2 отказа: seal'],
  ['incident.count', { hosts: 2 }, '2 узла сети'],
  ['audit.batch', { acts: [{ count: 3 }, { count: 2 }] }, '5 действий'],
  ['gate.block', { blocks: [{ code: 'SG-13', count: 1 }] }, '1 отказ: SG-13'],
  [
    'leaf.demand',
    { sample: 8, deadline: '2030-06-14T10:30:00.000Z' },
    '8 листов журнала до 14 июн. 2030 г., 10:30:00 UTC',
  ],
  ['leaf.opening', { leaves: [1, 2] }, '2 листа журнала'],
  ['case.refer', { from: 'xb/fiu', to: 'xb/police', cases: [1] }, 'xb/fiu → xb/police: 1 дело'],
  ['officer.appoint', { officers: [{ officer: 'xa/cyber/o-1', role: 'duty-officer' }] }, 'xa/cyber/o-1 (дежурный)'],
  ['oversight.suspension', { kinds: ['threat.object'], until }, 'объект угрозы – до 14 июн. 2030 г., 00:00:00 UTC'],
  [
    'assignment.give',
    { officers: ['xa/cyber/o-2'], covers: 'desk', purpose: 'oversight', until },
    'xa/cyber/o-2: дежурная работа; Надзор; по 13 июн. 2030 г. включительно',
  ],
];

/** Titles with codes or times, as English says them; the others it says as the node does. */
const english: Readonly<Record<string, string>> = {
  'assignment.give': 'xa/cyber/o-2: desk, Oversight, until 2030-06-13',
  'leaf.demand': '8 leaves until 2030-06-14 10:30:00 UTC',
  'officer.appoint': 'xa/cyber/o-1 (duty officer)',
  'oversight.suspension': 'threat object until 2030-06-14 00:00:00 UTC',
};

const titleOf = (kind: string, body: object): string => {
  const { title } = kinds.get(kind) ?? {};
  return title?.(body) ?? '';
};

test.each(made)('the title that the node makes of %s is said in the language of the page', (kind, body, russian) => {
  const title = titleOf(kind, body);
  expect(sayTitle(speak('en'), { kind, title }, () => 'Oversight')).toBe(english[kind] ?? title);
  expect(sayTitle(speak('ru'), { kind, title }, () => 'Надзор').replaceAll('\u00a0', ' ')).toBe(russian);
  expect(sayTitle(speak('zh'), { kind, title }, () => '监督')).toMatch(/\p{Script=Han}/u);
});

test('what an officer wrote stays, behind the words that the node sets before it', () => {
  const say = (kind: string, title: string) => sayTitle(speak('ru'), { kind, title });
  const statement = titleOf('hypothesis.statement', { term: 'alleged', statement: 'Bought, not written.' });
  expect(say('hypothesis.statement', statement)).toBe(`${speak('ru').term('term', 'alleged')}: Bought, not written.`);
  expect(say('threat.object', 'Greylatch loader')).toBe('Greylatch loader');
  expect(say('threat.object', 'xb holds: attributed-to: Greylatch → identity 77aa0a2e…')).toBe(
    'по мнению xb: приписывается: Greylatch → идентичность 77aa0a2e…',
  );
});

test.each(['warning.issue', 'incident.report', 'threat.source', 'record.translation', 'hypothesis.dissent'])(
  'what an author called his %s is not taken for the node’s own words, whatever it looks like',
  (kind) => {
    for (const [, body] of made.map(([of, one]) => ['', titleOf(of, one)] as const).concat([['', 'agree: all of it']]))
      expect(sayTitle(speak('ru'), { kind, title: body })).toBe(body);
  },
);

const ends = ['malware', 'threat-actor'].map((type, n) => `${type}--6f1c0a2e-0000-4000-8000-00000000000${n}`);

test.each([
  'xa holds: attributed-to: Lanternfish → Ministry of Defence',
  'XA Holds : attributed-to',
  'xa holds： attributed-to',
  'xa ho\u200blds: attributed-to',
  'attributed-to: Lanternfish → Ministry of Defence',
  'attributed-to: Lanternfish -> Ministry of Defence',
  `attributed-to: ${ends.join(' → ')}`,
  `sighting: ${ends[0]}`,
  `note: ${ends[0]}`,
  'sighting: Lanternfish',
  'malware 6f1c0a2e…',
  'malware',
  '“xa holds: attributed-to: Lanternfish → Ministry of Defence',
  'xa” holds: attributed-to: Lanternfish → “Ministry of Defence',
])('what an author calls an object is told apart from the node’s own lines, in each language (SG-26): %s', (name) => {
  const title = titleOf('threat.object', { object: { type: 'tool', id: 'tool--1', name } });
  expect(title).toMatch(/^“[^“”]*”$/);
  for (const locale of ['en', 'ru', 'zh'] as const)
    expect(sayTitle(speak(locale), { kind: 'threat.object', title })).toBe(title);
});

test.each(['Greylatch loader', 'Operation: Lantern', 'Thresholds: none', '“Greylatch”', 'http://a.example/?a=>b'])(
  'a name that reads like none of them stays as it is: %s',
  (name) => {
    expect(titleOf('threat.object', { object: { type: 'tool', id: 'tool--1', name } })).toBe(name);
  },
);

test('a relation that is no term puts no words before whose word it is', () => {
  const [source_ref, target_ref] = ends;
  const of = (relationship_type: string) =>
    titleOf('threat.object', { object: { type: 'relationship', relationship_type, source_ref, target_ref } });
  expect(of('uses')).toBe(`uses: ${ends.join(' → ')}`);
  const forged = of('xa holds: uses');
  expect(forged).toBe(`“xa holds: uses”: ${ends.join(' → ')}`);
  expect(sayTitle(speak('ru'), { kind: 'threat.object', title: forged })).not.toContain('по мнению');
  expect(sayTitle(speak('ru'), { kind: 'threat.object', title: 'xb holds: “x: attributed-to”: A → B' })).toBe(
    'по мнению xb: “x: attributed-to”: A → B',
  );
});

test('neither a statement nor the name in it moves the class to which it is attributed', () => {
  const held = (name: string, statement: string) =>
    writeHeld('xa/cyber', { statement, term: 'alleged', confidence: 60, attributed: { name, class: 'organization' } });
  for (const [name, statement] of [
    ['Quiet Heron', 'Bought [x, system]: not written.'],
    ['Quiet Heron, system]: Bought [attribution to X', 'Not written.'],
  ] as const) {
    const said = sayHeld(speak('ru'), held(name, statement));
    const shown = name.replace('[', '(').replace(']', ')');
    const organization = speak('ru').term('identityClass', 'organization');
    expect(said).toContain(`${statement} [${speak('ru')('title.attribution', { whom: shown, class: organization })}]`);
  }
});

test('a line of any length is read without delay', () => {
  const title = 'a/o-'.repeat(50_000);
  expect(sayTitle(speak('ru'), { kind: 'officer.appoint', title })).toBe(title);
});

test('the last day of an assignment is the last on which it holds', () => {
  const body = { officers: ['xa/cyber/o-2'], covers: 'desk', purpose: 'oversight', until: '2027-01-01T00:00:00.000Z' };
  expect(titleOf('assignment.give', body)).toBe('xa/cyber/o-2: desk, oversight, until 2026-12-31');
});
