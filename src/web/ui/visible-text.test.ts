import { expect, test } from 'vitest';
import { visibleText } from './visible-text.ts';

test('characters that change how others look are spelled out', () => {
  expect(visibleText('invoice\u202Egnp.exe')).toBe('invoice⟨U+202E⟩gnp.exe');
  expect(visibleText('over\rwritten')).toBe('over⟨U+000D⟩written');
  expect(visibleText('a\u200Bb\u2066c\u0000d\uFEFFe\u{E0041}f')).toBe(
    'a⟨U+200B⟩b⟨U+2066⟩c⟨U+0000⟩d⟨U+FEFF⟩e⟨U+E0041⟩f',
  );
  expect(visibleText('to\u3164\u1160\uffa0 ho\u034flds ho\ufe0flds x\u{e0100} \u2800')).toBe(
    'to⟨U+3164⟩⟨U+1160⟩⟨U+FFA0⟩ ho⟨U+034F⟩lds ho⟨U+FE0F⟩lds x⟨U+E0100⟩ ⟨U+2800⟩',
  );
});

test('writing in any script, line ends and tabs stay as they are', () => {
  const text = 'Печать, 印章, ختم, می‌خواهم, é, 👩‍🚒, ❤️, 1️⃣, 葛\u{e0100}\r\n\tend';
  expect(visibleText(text)).toBe(text);
});
