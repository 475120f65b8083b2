import { describe, expect, test } from 'vitest';
import { isPersonBearing, nameOf, searchText, type StixValue } from './index.ts';

describe('isPersonBearing', () => {
  test.each<StixValue>([
    { type: 'identity', identity_class: 'individual', name: 'Ugly Gorilla' },
    { type: 'identity', identity_class: 'unknown', name: 'somebody' },
    { type: 'identity', name: 'somebody' },
    { type: 'user-account', account_login: 'jdoe' },
    { type: 'email-addr', value: 'jdoe@example.org' },
    { type: 'email-message', subject: 'hello', is_multipart: false },
    { type: 'x-misp-attribute', x_misp_type: 'passport-number', x_misp_value: 'C01X00T47' },
    { type: 'x-misp-attribute', x_misp_type: 'phone-number', x_misp_value: '+1 555 0100' },
    { type: 'x-misp-attribute', x_misp_type: 'text', x_misp_category: 'Person', x_misp_value: 'a' },
    { type: 'x-misp-attribute', x_misp_type: 'stix2-pattern', x_misp_value: "[email-addr:value = 'jdoe@example.org']" },
    { type: 'x-misp-object', x_misp_name: 'person', x_misp_attributes: [] },
    { type: 'x-misp-object', x_misp_name: 'vk-account', x_misp_attributes: [] },
    { type: 'x-misp-object', x_misp_name: 'anything', x_misp_attributes: [{ type: 'first-name', value: 'Jo' }] },
    { type: 'x-misp-object-iban', x_misp_value: 'LU12' },
    { type: 'x-misp-person', name: 'Jo' },
    { type: 'threat-actor', name: 'Jo', resource_level: 'individual' },
    { type: 'threat-actor', name: 'Jo', resource_level: ' Individual' },
    { type: 'language-content', object_ref: 'identity--9c1a7c60-0d2b-4d7e-8a51-000000000001', labels: ['Jo'] },
    { type: 'phone-number', value: '+1 555 0100' },
    { type: 'x-opencti-bank-account', iban: 'LU12' },
    { type: 'payment-card', value: '4000000000000002' },
    { type: 'persona', name: 'Jo' },
    { type: 'x-acme-person-of-interest', name: 'Jo' },
    { type: 'x-acme-email-address', value: 'jdoe@example.org' },
    { type: 'observed-data', objects: { 0: { type: 'phone-number', value: '+1 555 0100' } } },
    { type: 'observed-data', objects: { '0': { type: { toString: 1, valueOf: 1 }, value: 'jdoe@example.org' } } },
  ])('%j is, and gives nothing to the index', (value) => {
    expect(isPersonBearing(value)).toBe(true);
    expect(searchText({ ...value, description: 'secret', aliases: ['secret'] })).toBe('');
  });

  test.each<StixValue>([
    { type: 'identity', identity_class: 'organization' },
    { type: 'identity', identity_class: 'class' },
    { type: 'domain-name', value: 'example.org' },
    { type: 'threat-actor', name: 'APT1' },
    { type: 'x-misp-attribute', x_misp_type: 'text', x_misp_value: 'a' },
    { type: 'x-misp-object', x_misp_name: 'original-imported-file', x_misp_attributes: [{ type: 'text', value: 'a' }] },
    { type: 'x-mitre-data-source', name: 'Logon Session' },
    { type: 'x-acme-personality', name: 'a word that only begins so' },
    { type: 'user-agent', value: 'curl/8' },
    { type: 'language-content', object_ref: 'malware--9c1a7c60-0d2b-4d7e-8a51-000000000001' },
  ])('%j is not', (value) => {
    expect(isPersonBearing(value)).toBe(false);
  });
});

describe('searchText', () => {
  test.each<[StixValue, string]>([
    [
      {
        type: 'malware',
        name: 'Triton',
        aliases: ['TRISIS'],
        x_mitre_aliases: ['HatMan'],
        external_references: [{ external_id: 'S1009', url: 'https://example.org' }],
        description: 'Acts on safety controllers.',
      },
      'Triton\nTRISIS\nHatMan\nS1009\nActs on safety controllers.',
    ],
    [{ type: 'indicator', pattern: "[domain-name:value = 'a.example']" }, "[domain-name:value = 'a.example']"],
    [{ type: 'file', name: 'a.exe', hashes: { MD5: 'aa', 'SHA-256': 'bb' } }, 'a.exe\naa\nbb'],
    [{ type: 'windows-registry-key', key: 'HKLM\\a', values: [{ name: 'n', data: 'd' }] }, 'HKLM\\a\nn\nd'],
    [{ type: 'x-misp-object', x_misp_name: 'pe', x_misp_attributes: [{ type: 'text', value: '.text' }] }, 'pe\n.text'],
    [{ type: 'autonomous-system', number: 174 }, 'AS174'],
  ])('%j', (value, expected) => {
    expect(searchText(value)).toBe(expected);
  });

  test.each([
    "[email-addr:value = 'jdoe@example.org']",
    "[file:name = 'a' AND email-message:from_ref.value = 'jdoe@example.org']",
    "[user-account:account_login='jdoe']",
    "[process:creator_user_ref.user_id = 'jdoe']",
    "[x-log:who_ref.type = 'user-account' AND x-log:who_ref.user_id = 'jdoe']",
    "[identity:name = 'J. Doe']",
    "[x-misp-person:name = 'J. Doe']",
    "[file:name = 'a'] /* [ */ AND ([ user-account : display_name LIKE 'J%'])",
    "[x-log:text = 'user-account:jdoe']",
    "[EMAIL-ADDR : value = 'jdoe@example.org']",
    "user-account = 'jdoe'",
    "[x-log:from_ref = 'jdoe'",
  ])('a pattern that looks for a person is left out: %s', (pattern) => {
    expect(searchText({ type: 'indicator', name: 'lure', pattern })).toBe('lure');
  });

  test.each([
    "[domain-name:value = 'user-account-check.example']",
    "[domain-name:value LIKE '%from_ref%']",
    'rule a { condition: true }',
  ])('a pattern that only quotes such a word is kept: %s', (pattern) => {
    expect(searchText({ type: 'indicator', name: 'lure', pattern })).toBe(`lure\n${pattern}`);
  });

  test.each<[StixValue, string]>([
    [{ name: 'jdoe@example.org', description: 'a lure' }, 'a lure'],
    [{ name: 'Mail from JDoe@Example.org', aliases: ['ｊｄｏｅ@example.org', 'Greylatch'] }, 'Greylatch'],
    [{ name: 'lure', external_references: [{ external_id: 'jdoe@example.org' }] }, 'lure'],
    [{ name: 'jdoe, again', description: 'example.org' }, 'example.org'],
  ])('what repeats the address that a pattern looks for is left out: %j', (members, expected) => {
    const value = {
      type: 'indicator',
      id: 'indicator--1',
      pattern: "[email-addr:value = 'jdoe@example.org']",
      ...members,
    };
    expect(searchText(value)).toBe(expected);
    expect(nameOf(value)).toBe(members['name'] === 'lure' ? 'lure' : 'indicator--1');
  });

  const contents = {
    ru: { name: 'Серая защёлка', description: 'шифрует', goals: ['выкуп', { deep: 'дважды' }] },
    zh: { name: '灰色闩锁' },
    broken: 'no object',
  };
  const translation = (type: string) => ({
    type: 'language-content',
    id: 'language-content--1',
    object_ref: `${type}--9c1a7c60-0d2b-4d7e-8a51-000000000001`,
    contents,
  });
  test('of a translation it is what it says in each language, names first, and its name is what it translates', () => {
    expect(searchText(translation('malware'))).toBe('Серая защёлка\n灰色闩锁\nшифрует\nвыкуп\nдважды');
    expect(nameOf(translation('malware'))).toBe(
      'translation (ru, zh, broken): malware--9c1a7c60-0d2b-4d7e-8a51-000000000001',
    );
  });

  test.each([
    'identity',
    'threat-actor',
    'observed-data',
    'indicator',
    'user-account',
    'email-addr',
    'x-acme-person',
    'x-acme-thing',
  ])('of a translation of what may be a person, and of what looks for one, it is nothing: %s', (type) =>
    expect(searchText(translation(type))).toBe(''),
  );

  test('a translation nested without end gives what is near, and ends', () => {
    let deep: unknown = 'far';
    for (let n = 0; n < 5_000; n++) deep = [deep];
    const wide = Array.from({ length: 20_000 }, () => 'wide');
    expect(searchText({ ...translation('tool'), contents: { ru: { name: 'near', deep } } })).toBe('near');
    expect(searchText({ ...translation('tool'), contents: { ru: { wide } } }).length).toBeLessThanOrEqual(16 * 1024);
  });

  test('is at most 16 KiB of UTF-8, and no character is cut', () => {
    const text = searchText({ type: 'tool', description: `a${'😀'.repeat(10_000)}` });
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(16 * 1024);
    expect(text.isWellFormed()).toBe(true);
    expect(text.length).toBeGreaterThan(8000);
  });
});

const id = 'malware--9c1a7c60-0d2b-4d7e-8a51-000000000001';

describe('nameOf', () => {
  test.each<[StixValue, string]>([
    [{ type: 'tool', id: 'tool--1', name: ' Net \n use ' }, 'Net use'],
    [{ type: 'url', id: 'url--1', value: 'https://a.example/' }, 'https://a.example/'],
    [{ type: 'file', id: 'file--1', hashes: { MD5: 'aa' } }, 'aa'],
    [{ type: 'network-traffic', id: 'n', protocols: ['tcp'], dst_port: 443 }, 'tcp port 443'],
    [
      { type: 'relationship', id: 'r', relationship_type: 'uses', source_ref: 'malware--1', target_ref: 'tool--2' },
      'uses: “malware--1” → “tool--2”',
    ],
    [{ type: 'sighting', id: 's', sighting_of_ref: 'malware--1' }, 'sighting: “malware--1”'],
    [{ type: 'indicator', id: 'i', pattern: "[a:b = 'c']" }, "[a:b = 'c']"],
    [{ type: 'indicator', id: 'i', pattern: "[email-addr:value = 'jdoe@example.org']" }, 'i'],
    [{ type: 'indicator', id: 'i', pattern: "[user-account:account_login LIKE 'J%']" }, 'i'],
    [{ type: 'observed-data', id: 'observed-data--1' }, 'observed-data--1'],
    [{ type: 'x-misp-attribute', id: 'x', x_misp_value: 'UPX packed' }, 'UPX packed'],
  ])('%j is called %s', (value, expected) => {
    expect(nameOf(value)).toBe(expected);
  });

  test.each([
    ['Lanternfish \u2b62 Ministry of Defence, '.repeat(20), id],
    [id, '😀'.repeat(300)],
    [`${'a'.repeat(150)}${id}`, id],
    ['xa/police has arrested', 'nobody'],
  ])(
    'of a relationship keeps its relation and its arrow, and ends that are no ids in quotation marks',
    (source, target) => {
      for (const relation of [
        'attributed-to',
        '𐀀'.repeat(100),
        `attributed-to ${'a'.repeat(200)}`,
        'attributed-to\u3164',
      ]) {
        const name = nameOf({
          type: 'relationship',
          relationship_type: relation,
          source_ref: source,
          target_ref: target,
        });
        const end = `(${id}|“[^“”]*”)`;
        const said = relation === 'attributed-to' ? relation : '“[^“”]{1,80}”';
        expect(name).toMatch(new RegExp(`^${said}: ${end} → ${end}$`, 'u'));
        expect(name.length).toBeLessThanOrEqual(200);
        expect(name.isWellFormed()).toBe(true);
      }
      expect(nameOf({ type: 'sighting', sighting_of_ref: 'xa has arrested' })).toBe('sighting: “xa has arrested”');
      const translation = {
        type: 'language-content',
        object_ref: 'nobody',
        contents: { ru: {}, [`a-${'bcdefgh-'.repeat(20)}z`]: {} },
      };
      expect(nameOf(translation)).toBe('translation (ru): “nobody”');
    },
  );

  test.each([
    'attributed-to: Lanternfish',
    'Attributed\u3164-To: Lanternfish',
    'xa ho\ufe0flds: Lanternfish',
    'xa ho\u034flds: Lanternfish',
    'xa\u2800holds: Lanternfish',
    'Lanternfish \u2b62 Ministry',
    'Lanternfish \u{1f852} Ministry',
    'tool\u1160',
  ])('of what only looks like a line that is made here stands in quotation marks: %j', (name) => {
    expect(nameOf({ type: 'malware', name })).toBe(`“${name}”`);
  });

  test('is one line of at most 200 UTF-16 units, as titles are stored', () => {
    const name = nameOf({ type: 'note', content: '😀'.repeat(1000) });
    expect(name).toHaveLength(199);
    expect(name.isWellFormed()).toBe(true);
  });
});
