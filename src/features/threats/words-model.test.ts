import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFound } from '#test/words.ts';
import { fold } from './folding-model.ts';
import { wordsOf } from './words-model.ts';

test('a text is cut into folded words, each once, at everything that is no letter, mark, digit or underscore', () => {
  expect(wordsOf('Evil.Example/a_b?x=10.0.0.1 evil')).toEqual(['evil', 'example', 'a_b', 'x', '10', '0', '1']);
  expect(wordsOf('Съешь ещё ﬁne')).toEqual(['съешь', 'еще', 'fine']);
});

test('no word holds what a tsquery or a list of words takes for an operator, and none is longer than an index takes', () => {
  expect(wordsOf(`' | & ! ( ) :* <-> \\ "\u0000`)).toEqual([]);
  expect(wordsOf('x'.repeat(5000))[0]).toHaveLength(250);
});

test('where a script has no spaces every two neighbours and every character are words', () => {
  expect(wordsOf('暗影行动')).toEqual(['暗影', '影行', '行动', '暗', '影', '行', '动']);
  expect(wordsOf('APT攻击2024')).toEqual(['apt', '攻击', '攻', '击', '2024']);
  expect(wordsOf('ぬるカタ')).toEqual(['ぬる', 'るカ', 'カタ', 'ぬ', 'る', 'カ', 'タ']);
});

const letters = (alphabet: string) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: 12 }).map((list) => list.join(''));
const spaced = fc.oneof(letters('abcdefgß10_'), letters('лунаяЁёЖ'), letters('ΟΔΣσς'), letters('éñİıü'));
const unspaced = fc.oneof(letters('暗影行动黑客网络'), letters('あいうカキク漢字ー'), letters('กขคงาิี่้'), letters('ກຂຄ'));
const texts = fc.array(fc.oneof(spaced, unspaced), { minLength: 1, maxLength: 6 });

test('a text is found by each of its words, in capitals too, by any of them together, and by their beginnings', () => {
  fc.assert(
    fc.property(texts, fc.infiniteStream(fc.nat()), (parts, draws) => {
      const text = parts.join(' ');
      const pick = parts.filter(() => (draws.next().value ?? 0) % 2 === 0);
      expect(isFound(text, pick.join(' '))).toBe(true);
      expect(isFound(text, pick.join(', ').toUpperCase())).toBe(true);
      for (const part of parts)
        for (let n = 3; n <= part.length; n++) expect(isFound(text, part.slice(0, n))).toBe(true);
    }),
  );
});

test('a text in a script without spaces is found by every part of it, however short', () => {
  fc.assert(
    fc.property(unspaced, fc.oneof(spaced, unspaced), (part, rest) => {
      const characters = [...part];
      for (let from = 0; from < characters.length; from++)
        for (let to = from + 1; to <= characters.length; to++)
          expect(isFound(`${rest} ${part}${rest}`, characters.slice(from, to).join(''))).toBe(true);
    }),
  );
});

test('a text is not found by a word that it does not hold, nor by two letters that one of its words begins with', () => {
  expect(isFound('lantern light', 'lamp')).toBe(false);
  expect(isFound('lantern light', 'la')).toBe(false);
  expect(isFound('lantern light', 'lan')).toBe(true);
  expect(isFound('lantern light', 'lan light')).toBe(false);
  expect(isFound('暗影行动', '暗行')).toBe(false);
  expect(isFound('Орёл', 'орел')).toBe(true);
  expect(isFound('ΟΔΟΣ', 'οδοσ')).toBe(true);
});

test.each([
  ['аварии на подстанциях', 'подстанция'],
  ['Подстанция', 'подстанциях'],
  ['шифрующий вредоносный код', 'вредоносного кода'],
  ['Operators of substations', 'substation'],
  ['a substation', 'Substations'],
  ['policies', 'policy'],
  ['подъём', 'подъем'],
  ['за\u0301мок', 'замок'],
  ['Café', 'cafe'],
  ['cafe', 'CAFÉS'],
  ['Łódź Ærø Đorđe straße', 'lodz aero dorde strasse'],
  ['Ἀθῆναι', 'αθηναι'],
  ['كتاب علي', 'کتاب علی'],
  ['کتاب', 'كتاب'],
  ['أَمْن', 'امن'],
  ['مدرسة', 'مدرسه'],
  ['بـــرنامه', 'برنامه'],
  ['حمله‌ها', 'حملهها'],
  ['حملهها', 'حمله‌ها'],
  ['حمله ها', 'حمله‌ها'],
  ['حمله‌ها', 'حمله'],
  ['حمله‌های', 'حمله‌ها'],
  ['۱۴۰۳ ٤٢', '1403 42'],
  ['sub\u00adstation', 'substation'],
])('%s is found by %s', (text, typed) => expect(isFound(text, typed)).toBe(true));

test.each([
  ['район', 'раион'],
  ['ガス', 'カス'],
  ['कि', 'का'],
  ['substance', 'substation'],
  ['подстава', 'подстанция'],
  ['حمله', 'حمله‌ها'],
])('%s is not found by %s, which is another word', (text, typed) => expect(isFound(text, typed)).toBe(false));

test('folding twice is folding once', () => {
  const odd = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...'éÉßİıΣςёЁйї́ёكيىةأ۴æØ\u200c\u00ad\u0301\u0308がｶﾞﬁ'),
      fc.string({ unit: 'grapheme' }),
    ),
  });
  fc.assert(
    fc.property(odd, (text) => {
      expect(fold(fold(text))).toBe(fold(text));
    }),
    { numRuns: 1_000 },
  );
});
