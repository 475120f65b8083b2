import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { participantsOn, profileSchema, profileTemplateSchema } from './profile.ts';
import type { ProfileTemplate } from './profile.ts';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../profiles/${name}.json`, import.meta.url), 'utf8'));
const template = (name: string): ProfileTemplate => profileTemplateSchema.parse(read(name));

const factual = ['sco-rats', 'csto-proxy'];
const all = [...factual, 'meridian'];

/** What `tamga init` does: a root key per participant. */
const withRootKeys = (name: string) => {
  const source = template(name);
  const participants = source.participants.map((one, index) => ({
    ...one,
    rootKey: Buffer.alloc(32, index + 1).toString('base64url'),
  }));
  return { ...source, participants };
};

/** Every place that a refusal names, unknown members included. */
const refusedAt = (schema: typeof profileSchema | typeof profileTemplateSchema, value: unknown): string[] =>
  schema
    .safeParse(value)
    .error?.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => [...issue.path, key].join('.'))
        : [issue.path.join('.')],
    ) ?? [];

/** A copy with one place changed; `undefined` takes the member away. */
function changed(value: unknown, path: string, to: unknown): unknown {
  const copy: unknown = structuredClone(value);
  const steps = path.split('/');
  let at = copy as Record<string, unknown>;
  for (const step of steps.slice(0, -1)) at = at[step] as Record<string, unknown>;
  const last = steps.at(-1) ?? '';
  if (to === undefined) delete at[last];
  else at[last] = to;
  return copy;
}

describe('the profiles that come with the program', () => {
  test.each(all)('%s is a valid template and becomes a valid first profile with root keys', (name) => {
    expect(refusedAt(profileTemplateSchema, read(name))).toEqual([]);
    expect(refusedAt(profileSchema, withRootKeys(name))).toEqual([]);
  });

  test('only the fictional alliance is marked as a demonstration', () => {
    expect(all.filter((name) => template(name).demo)).toEqual(['meridian']);
  });

  test.each(all)(
    '%s lets a label reach no class that a wider label does not, and confidential only members',
    (name) => {
      const { releasePolicy, markings } = template(name);
      expect(releasePolicy.RED).toEqual(['member']);
      expect(releasePolicy.confidential).toEqual(['member']);
      expect(markings.base).toEqual(['unclassified', 'confidential']);
    },
  );

  test.each(all)('%s bars the grounds that SG-01, SG-02 and SG-24 name', (name) => {
    const codes = template(name).barredGrounds?.map((one) => one.code);
    expect(codes).toEqual(
      expect.arrayContaining([
        'opinion',
        'criticism-or-ridicule',
        'political-harm',
        'constitutional-order',
        'self-determination',
        'religious-practice',
        'peaceful-assembly',
        'strike',
        'insult-or-slander',
        'vague-harm',
        'bare-label',
        'security-research',
      ]),
    );
  });

  test('RATS had 8 members in December 2022 and 9 in December 2023', () => {
    const sco = template('sco-rats');
    const on = (day: string) => participantsOn(sco, 'member', day).map((one) => one.code);
    expect(on('2022-12-15')).toEqual(['cn', 'in', 'kg', 'kz', 'pk', 'ru', 'tj', 'uz']);
    expect(on('2023-12-15')).toEqual(['cn', 'in', 'ir', 'kg', 'kz', 'pk', 'ru', 'tj', 'uz']);
    const counted = sco.statistics?.filter((one) => one.series === 'members').map((one) => [one.asOf, one.value]);
    expect(counted).toEqual([
      ['2022-12-15', on('2022-12-15').length],
      ['2023-12-15', on('2023-12-15').length],
    ]);
  });

  test('the principles, areas and priorities of the sources are there in their number', () => {
    const sco = template('sco-rats');
    const numbered = (letter: string, count: number) => Array.from({ length: count }, (_, i) => `${letter}${i + 1}`);
    expect(sco.principles?.map((one) => one.code)).toEqual(numbered('P', 10));
    expect(sco.areas?.map((one) => one.code)).toEqual(numbered('A', 9));
    const priorities = template('csto-proxy').priorities ?? [];
    expect(priorities.map((one) => [one.year, one.number])).toEqual([1, 2, 3, 4].map((n) => [2021, n]));
    expect(priorities[0]?.guard).toMatch(/^SG-02/);
  });
});

describe('translations', () => {
  const meridian = read('meridian');

  test.each(['ru', 'zh'])('the demonstration says all that pages show in %s', (language) => {
    const { purposes, instruments, offenceFamilies = [], barredGrounds = [] } = template('meridian');
    const entries = [
      ...purposes,
      ...instruments.flatMap(({ articles }) => articles),
      ...offenceFamilies,
      ...barredGrounds,
    ];
    for (const { translations, ...entry } of entries) {
      const said = Object.keys(translations?.[language] ?? {});
      const shown = Object.keys(entry).filter((member) => ['title', 'text', 'elements', 'guard'].includes(member));
      expect(said.toSorted(), JSON.stringify(entry)).toEqual(shown.toSorted());
    }
  });

  test.each(factual)('%s words no official text in another language than its own', (name) => {
    for (const { articles } of template(name).instruments)
      for (const { translations = {} } of articles)
        expect(Object.values(translations).filter(({ text }) => text !== undefined)).toEqual([]);
  });

  test.each([
    [
      'English, which the entry says itself',
      'purposes/0/translations',
      { en: { title: 'x' } },
      'purposes.0.translations',
    ],
    [
      'what the entry does not say',
      'purposes/0/translations',
      { ru: { text: 'x' } },
      'purposes.0.translations.ru.text',
    ],
    [
      'a text where the article has none',
      'instruments/0/articles/0/text',
      undefined,
      'instruments.0.articles.0.translations.ru.text',
    ],
    [
      'fewer elements of an offence than it has',
      'offenceFamilies/0/translations/ru/elements',
      ['x'],
      'offenceFamilies.0.translations.ru.elements',
    ],
    ['no language', 'purposes/0/translations', { Russian: { title: 'x' } }, 'purposes.0.translations.Russian'],
    [
      'text that lies about its direction',
      'purposes/0/translations/ru/title',
      'a\u202eb',
      'purposes.0.translations.ru.title',
    ],
  ])('are refused with %s', (_what, path, to, place) => {
    expect(refusedAt(profileTemplateSchema, changed(meridian, path, to))).toContain(place);
  });
});

describe('statistics', () => {
  const statistics = factual.flatMap((name) => template(name).statistics ?? []);

  test('all thirteen reference statistics are loaded', () => {
    const reference = new Set(
      statistics.filter((one) => one.standing === 'reference').map((one) => one.id.replace(/[a-z]$/, '')),
    );
    expect([...reference].toSorted()).toEqual(Array.from({ length: 13 }, (_, i) => `N${i + 1}`).toSorted());
  });

  test.each(['definition', 'source', 'asOf', 'caution', 'unit'])('none is accepted without its %s', (member) => {
    expect(refusedAt(profileTemplateSchema, changed(read('sco-rats'), `statistics/0/${member}`, undefined))).toEqual([
      `statistics.0.${member}`,
    ]);
  });

  test('the figures of 2018 and 2019 are not one series', () => {
    const year = (from: string) => statistics.filter((one) => one.from === `${from}-01-01` && one.unit === 'resource');
    const [of2018, of2019] = [year('2018').find((one) => one.value === 165_000), year('2019')[0]];
    expect([of2018?.value, of2019?.value]).toEqual([165_000, 23_000]);
    expect(of2018?.series).not.toBe(of2019?.series);
    const index = template('sco-rats').statistics?.findIndex((one) => one.id === of2018?.id);
    const joined = changed(read('sco-rats'), `statistics/${index}/series`, of2019?.series);
    expect(refusedAt(profileTemplateSchema, joined)).toEqual([`statistics.${index}.series`]);
  });

  test('persons are counted as persons, and routes as routes', () => {
    expect(statistics.filter((one) => ['N3', 'N4'].includes(one.id)).map((one) => one.unit)).toEqual([
      'route',
      'person',
    ]);
  });
});

describe('facts', () => {
  /** Lists whose every entry is a fact. */
  const lists = ['participants', 'bodies', 'roles', 'instruments', 'areas', 'principles', 'operations', 'priorities']
    .concat(['offenceFamilies', 'barredGrounds', 'chairs', 'partners', 'memoranda', 'statistics'])
    .flatMap((list) => factual.map((name) => [name, list] as const));

  test.each(lists)('%s: every entry of %s has its source and evidence, and the source is listed', (name, list) => {
    const profile = read(name) as Record<string, { source?: string; evidence?: string }[] | undefined>;
    const listed = new Set(template(name).sources?.map((one) => one.id));
    for (const entry of profile[list] ?? []) {
      expect(entry, JSON.stringify(entry)).toMatchObject({ source: expect.any(String), evidence: expect.any(String) });
      for (const id of entry.source?.split(', ') ?? [])
        expect(listed, JSON.stringify(entry)).toContain(id.replace(/^S(\d)-\d{3}$/, 'SD$1'));
    }
  });

  test.each(factual)('%s: every article has its source, every deadline its evidence', (name) => {
    const { instruments, deadlines } = template(name);
    expect(instruments.flatMap((one) => one.articles).filter((one) => !one.source || !one.evidence)).toEqual([]);
    expect(deadlines?.filter((one) => !one.evidence)).toEqual([]);
  });
});

describe('a profile is refused, naming the place, when', () => {
  const valid = withRootKeys('meridian');
  const key = valid.participants[0]?.rootKey ?? '';
  const cases: [why: string, path: string, to: unknown, place?: string][] = [
    ['the format is another', 'format', 'tamga-profile/2'],
    ['a member is unknown', 'extra', 1],
    ['a member of a participant is unknown', 'participants/1/role', 'x', 'participants.1.role'],
    ['a member of an article is unknown', 'instruments/0/articles/0/law', 'x'],
    ['a value is null', 'demo', null],
    ['the alliance has no short name', 'alliance', 'MCA'],
    ['a participant code is not one', 'participants/1/code', 'Arvenia'],
    ['a code is used twice', 'participants/2/code', 'xa'],
    ['a class is unknown', 'participants/1/class', 'friend'],
    ['a territory belongs to two', 'participants/2/territory', ['XA'], 'participants.2.territory.0'],
    ['a root key is missing', 'participants/1/rootKey', undefined],
    ['a root key is in another alphabet', 'participants/1/rootKey', key.replace(/^./, '+')],
    ['a root key is not canonical', 'participants/1/rootKey', key.replace(/.$/, 'F')],
    ['two participants share a root key', 'participants/1/rootKey', key],
    ['a day does not exist', 'participants/1/from', '2030-02-30'],
    ['the first profile names a predecessor', 'previous', key],
    ['a later profile names none', 'number', 2, 'previous'],
    ['state secrets get a label', 'markings/base/1', 'secret'],
    ['a TLP label is translated', 'markings/tlp/0', 'РЕД'],
    ['RED reaches further than AMBER+STRICT', 'releasePolicy/RED', ['member', 'partner']],
    ['a label has no rule', 'releasePolicy/GREEN', undefined],
    ['oversight is a member', 'oversight/participants/0', 'xa'],
    ['oversight is nobody', 'oversight/participants/0', 'zz'],
    ['a due kind is not a kind', 'oversight/due/0', 'Refusal!'],
    ['an article stands twice', 'instruments/0/articles/1/article', '1', 'instruments.0.articles.1.article'],
    ['no purpose is left', 'purposes', []],
    ['a text is too long', 'purposes/0/title', 'x'.repeat(201)],
    ['a text turns the direction of writing', 'participants/1/names/en', 'Arv\u202eainev'],
    ['a text has a line break', 'notes/0/text', 'a\nb'],
    ['a name has no English', 'participants/1/names/en', undefined],
    ['a name is in no language', 'participants/1/names/x-y', 'a'],
    ['a duration is not one', 'deadlines/0/duration', '3 days'],
    ['a barred ground names no safeguard', 'barredGrounds/0/rule', 'none'],
    ['there are too many participants', 'participants', Array.from({ length: 201 }, () => valid.participants[1])],
  ];

  test.each(cases)('%s (%s)', (_, path, to, place) => {
    const places = refusedAt(profileSchema, changed(valid, path, to));
    expect(
      places.some((one) =>
        one.startsWith(
          place ??
            path
              .split('/')
              .join('.')
              .replace(/\.x-y$/, ''),
        ),
      ),
    ).toBe(true);
  });

  test('it is a template and has root keys, a predecessor, or a number other than 1', () => {
    expect(refusedAt(profileTemplateSchema, valid)).toContain('participants.0.rootKey');
    expect(refusedAt(profileTemplateSchema, changed(read('meridian'), 'number', 2))).toEqual(['number']);
    expect(refusedAt(profileTemplateSchema, changed(read('meridian'), 'previous', key))).toEqual(['previous']);
  });
});
