import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonError, parseStrictJson, scanJson, type JsonLimits } from './index.ts';

const limits: JsonLimits = { maxBytes: 1 << 20, maxDepth: 64, maxValues: 100_000 };
const utf8 = (text: string) => new TextEncoder().encode(text);

/** The error that a text gives, as `code@offset path`, or 'accepted'. */
function verdict(text: string | Uint8Array, change: Partial<JsonLimits> = {}): string {
  try {
    scanJson(typeof text === 'string' ? utf8(text) : text, { ...limits, ...change });
    return 'accepted';
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return `${error.code}@${error.offset} ${error.path}`.trim();
  }
}

const accepts = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('grammar', () => {
  test('what JSON.stringify writes is read back alike', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('', ' ', '\t', 4), (value, indent) => {
        const text = JSON.stringify(value, null, indent).replaceAll('__proto__', 'proto');
        expect(parseStrictJson(utf8(text), limits)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('a text with one character changed is accepted only if JSON.parse accepts it', () => {
    const change = fc.record({
      at: fc.nat(),
      to: fc.constantFrom(...'{}[]:,"\\ue1.-+0tfn \n\u0001'),
    });
    fc.assert(
      fc.property(fc.json(), change, (text, { at, to }) => {
        const index = at % (text.length + 1);
        const changed = text.slice(0, index) + to + text.slice(index + 1);
        const found = verdict(changed);
        // What stands first in the text is named: a member that came twice may stand before the error of syntax.
        if (!accepts(changed))
          expect(found).toMatch(/^(syntax|bad-utf8|lone-surrogate|duplicate-member|forbidden-member)@/);
        else expect(found).toMatch(/^(accepted|duplicate-member@|forbidden-member@|lone-surrogate@)/);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['', 'syntax@0'],
    ['{"a":1,}', 'syntax@7 /a'],
    ['[1,]', 'syntax@3 /1'],
    ['[1 2]', 'syntax@3 /0'],
    ['{"a" 1}', 'syntax@5 /a'],
    ['{a:1}', 'syntax@1'],
    ['01', 'syntax@1'],
    ['1.', 'syntax@2'],
    ['.5', 'syntax@0'],
    ['+1', 'syntax@0'],
    ['1e', 'syntax@2'],
    ['-', 'syntax@1'],
    ['nul', 'syntax@3'],
    ['nulL', 'syntax@3'],
    ['"abc', 'syntax@4'],
    ['"a\nb"', 'syntax@2'],
    ['"\\x"', 'syntax@1'],
    ['"\\u12g4"', 'syntax@1'],
    ['[] []', 'syntax@3'],
    ['[[1]', 'syntax@4 /0'],
    ['[1}', 'syntax@2 /0'],
    ['{"a":1]', 'syntax@6 /a'],
    ['// no', 'syntax@0'],
    ['\u00a0[]', 'syntax@0'],
  ])('%j is refused at its first wrong byte', (text, expected) => {
    expect(verdict(text)).toBe(expected);
  });
});

describe('UTF-8', () => {
  const inString = (...bytes: number[]) => Uint8Array.from([0x5b, 0x22, 0x61, ...bytes, 0x22, 0x5d]);

  test.each([
    ['a stray continuation byte', [0x80]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['an overlong three-byte form', [0xe0, 0x80, 0xaf]],
    ['an overlong four-byte form', [0xf0, 0x80, 0x80, 0xaf]],
    ['an encoded surrogate', [0xed, 0xa0, 0x80]],
    ['a code point above U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
    ['a byte that never occurs', [0xff]],
    ['a sequence cut short', [0xe2, 0x82]],
    ['a two-byte sequence cut short', [0xd0]],
  ])('%s is refused where it begins', (_name, bytes) => {
    expect(verdict(inString(...bytes))).toBe('bad-utf8@3 /0');
  });

  test('a byte order mark in front is refused, and inside a string it is a character', () => {
    expect(verdict('\ufeff[]')).toBe('bad-utf8@0');
    expect(parseStrictJson(utf8('"\ufeff"'), limits)).toBe('\ufeff');
  });

  test('bytes are judged as the platform decoder judges them', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const byte = fc.constantFrom(
      0x41,
      0x7f,
      0x80,
      0x8f,
      0x90,
      0x9f,
      0xa0,
      0xbf,
      0xc1,
      0xc2,
      0xd0,
      0xdf,
      0xe0,
      0xe2,
      0xed,
      0xef,
      0xf0,
      0xf4,
      0xf5,
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 6 }), (bytes) => {
        let good = true;
        try {
          decoder.decode(inString(...bytes));
        } catch {
          good = false;
        }
        expect(verdict(inString(...bytes)) === 'accepted').toBe(good);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('members', () => {
  test.each([
    ['{"a":1,"b":2,"a":3}', 'duplicate-member@13 /a'],
    ['{"a":1,"\\u0061":2}', 'duplicate-member@7 /a'],
    ['{"\\u0061":1,"a":2}', 'duplicate-member@12 /a'],
    ['{"":1,"":2}', 'duplicate-member@6 /'],
    ['[{"x":{"é":1,"\\u00e9":2}}]', 'duplicate-member@14 /0/x/é'],
    ['{"__proto__":1}', 'forbidden-member@1 /__proto__'],
    ['{"a/b":{"\\u005f_proto__":1}}', 'forbidden-member@8 /a~1b/__proto__'],
    ['{"a":{"a":{"a":1}},"b":{"a":1}}', 'accepted'],
    ['{"__proto":1,"_proto__":2,"constructor":3}', 'accepted'],
  ])('%s: %s', (text, expected) => {
    expect(verdict(text)).toBe(expected);
  });

  test('a name planted a second time is found in an object of any size, however it is written', () => {
    const names = fc.uniqueArray(fc.string({ unit: 'binary', maxLength: 12 }), {
      minLength: 1,
      maxLength: 80,
    });
    const escape = (name: string) =>
      `"${[...Array(name.length).keys()].map((i) => `\\u${name.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')}"`;
    fc.assert(
      fc.property(names, fc.nat(), fc.nat(), fc.boolean(), (found, which, after, escaped) => {
        const members = found.filter((name) => name !== '__proto__' && name.isWellFormed());
        fc.pre(members.length > 0);
        const twice = members[which % members.length] as string;
        const texts = members.map((name) => `${JSON.stringify(name)}:0`);
        expect(verdict(`{${texts.join(',')}}`)).toBe('accepted');
        const at = Math.max(members.indexOf(twice) + 1, after % (members.length + 1));
        texts.splice(at, 0, `${escaped ? escape(twice) : JSON.stringify(twice)}:1`);
        const offset = utf8(`{${texts.slice(0, at).join(',')},`).length;
        expect(verdict(`{${texts.join(',')}}`)).toMatch(new RegExp(`^duplicate-member@${offset} `));
      }),
    );
  });

  test('two hundred thousand members cost no more than their number', () => {
    const text = utf8(`{${Array.from({ length: 200_000 }, (_, i) => `"k${i}":0`).join(',')}}`);
    const started = performance.now();
    expect(verdict(text, { maxBytes: 1e8, maxValues: 1e7 })).toBe('accepted');
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('surrogates in escapes', () => {
  test.each([
    ['"\\ud83d\\ude00"', 'accepted'],
    ['"\\ud83d"', 'lone-surrogate@1'],
    ['"\\ude00"', 'lone-surrogate@1'],
    ['"x\\ud83d\\u0041"', 'lone-surrogate@2'],
    ['"\\ud83d\\ud83d\\ude00"', 'lone-surrogate@1'],
    ['{"\\udead":1}', 'lone-surrogate@2'],
  ])('%s: %s', (text, expected) => {
    expect(verdict(text)).toBe(expected);
  });
});

describe('limits', () => {
  test('each limit is inclusive', () => {
    expect(verdict('[[]]', { maxDepth: 2 })).toBe('accepted');
    expect(verdict('[[]]', { maxDepth: 1 })).toBe('too-deep@1 /0');
    expect(verdict('0', { maxDepth: 0 })).toBe('accepted');
    expect(verdict('[0,0]', { maxValues: 3 })).toBe('accepted');
    expect(verdict('[0,0]', { maxValues: 2 })).toBe('too-many@3 /1');
    expect(verdict('[0]', { maxBytes: 3 })).toBe('accepted');
    expect(verdict('[0]', { maxBytes: 2 })).toBe('too-large@2');
  });

  test('a hundred thousand open brackets are refused, not run into the stack', () => {
    expect(verdict('['.repeat(100_000))).toBe(`too-deep@64 ${'/0'.repeat(64)}`);
  });
});

describe('numbers', () => {
  test.each([
    '9007199254740991',
    '-9007199254740991',
    '0',
    '-0',
    '1.5',
    '0.1',
    '1e20',
    '3.141592653589793',
    '0e9',
    '1.7976931348623157e308',
  ])('%s is safe', (text) => {
    expect(verdict(text, { numbers: 'safe' })).toBe('accepted');
  });

  test.each([
    '9007199254740992',
    '-9007199254740993',
    '100000000000000000000',
    '1e400',
    '1e-400',
    '3.141592653589793238462643',
  ])('%s is refused where numbers must be safe, and taken where not', (text) => {
    expect(verdict(`[${text}]`, { numbers: 'safe' })).toBe('unsafe-number@1 /0');
    expect(verdict(`[${text}]`)).toBe('accepted');
  });
});
