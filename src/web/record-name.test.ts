import { expect, test } from 'vitest';
import en from '#web/i18n/en.json' with { type: 'json' };
import ru from '#web/i18n/ru.json' with { type: 'json' };
import { createTranslate } from '#web/i18n/translate.ts';
import { nameOf } from './record-name.ts';

const [english, russian] = [createTranslate('en', en), createTranslate('ru', ru, en)];

test('what the node counts is said in the officer’s language, and an author’s words stay as they are', () => {
  const receipt = { kind: 'receipt', title: '5 delivered' };
  expect([nameOf(english, receipt), nameOf(russian, receipt)]).toEqual([
    '5 delivered',
    `${ru['value.status.delivered']}: 5`,
  ]);
  expect(nameOf(russian, { kind: 'warning.issue', title: '3 ports (v1)' })).toBe('3 ports (v1)');
  expect(nameOf(russian, { kind: 'receipt', title: null })).toBe(ru['kind.receipt']);
});
