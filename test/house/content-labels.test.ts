import { expect, test } from 'vitest';
import { speak } from '../speak.ts';
import { labelOf, wordOf } from '#web/i18n/fields.ts';

test('a member of content has the label of the language, and one that no language knows is read as words', () => {
  expect(labelOf(speak('ru'), 'hostsAffected')).toBe('Затронуто узлов сети');
  expect(labelOf(speak('zh'), 'severity')).toBe('严重程度');
  expect(labelOf(speak('fa'), 'hostsAffected')).toBe('Hosts affected');
  expect(labelOf(speak('ru'), 'alsoKnownAs')).toBe('Also known as');
  expect(labelOf(speak('ru'), 'x_misp_type', 'MISP type')).toBe('MISP type');
});

test('a word of a closed list is told by its meaning, any other as it is', () => {
  expect(wordOf(speak('ru'), 'severity', 'high')).toBe('высокая');
  expect(wordOf(speak('zh'), 'role', 'auditor')).toBe(speak('zh')('role.auditor'));
  expect(wordOf(speak('ru'), 'severity', 'unheard')).toBe('unheard');
  expect(wordOf(speak('ru'), 'constructor', 'name')).toBe('name');
});
