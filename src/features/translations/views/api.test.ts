import { expect, test } from 'vitest';
import { textsOf } from './api.ts';

test('what is made of words is translated; names of codes, times and numbers are not', () => {
  const body = {
    title: 'Halls closed',
    sector: 'rail',
    hosts: 412,
    at: '2030-05-13T05:40:00Z',
    steps: [{ 'a/b': 'Isolate port 4455.' }],
    address: '198.51.100.77',
  };
  expect(textsOf(body)).toEqual([
    { path: '/title', text: 'Halls closed' },
    { path: '/steps/0/a~1b', text: 'Isolate port 4455.' },
  ]);
});
