import { expect, test } from 'vitest';
import { inTranslation } from './translated.ts';

const body = { title: 'Halls closed', hosts: 412, steps: ['first', { 'a/b~c': 'deep' }], none: null };

test('texts stand where they belong, and nothing but texts is translated', () => {
  const texts = [
    { path: '/title', text: 'Залы закрыты' },
    { path: '/steps/1/a~1b~0c', text: 'глубоко' },
    { path: '/hosts', text: 'много' },
    { path: '/absent', text: 'нет' },
    { path: '/steps', text: 'нет' },
  ];
  expect(inTranslation(body, texts)).toEqual({
    title: 'Залы закрыты',
    hosts: 412,
    steps: ['first', { 'a/b~c': 'глубоко' }],
    none: null,
  });
  expect(inTranslation(body, [])).toEqual(body);
});
