import { expect, test } from 'vitest';
import { visibleText } from './visible-text.ts';

test('characters that change how others look are spelled out', () => {
  expect(visibleText('invoice\u202Egnp.exe')).toBe('invoice⟨U+202E⟩gnp.exe');
  expect(visibleText('over\rwritten')).toBe('over⟨U+000D⟩written');
  expect(visibleText('a\u200Bb\u2066c\u0000d\uFEFFe\u{E0041}f')).toBe(
    'a⟨U+200B⟩b⟨U+2066⟩c⟨U+0000⟩d⟨U+FEFF⟩e⟨U+E0041⟩f',
  );
});

test('writing in any script, line ends and tabs stay as they are', () => {
  const text = 'Печать, 印章, ختم, é, 👩‍🚒\r\n\tend';
  expect(visibleText(text)).toBe(text);
});
