import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { TamgaError } from '../errors.ts';
import { isPlainPath, refuseOddPaths } from './plain-path.ts';

test('a path that could be spelled otherwise is refused, one that needs its escapes is not', () => {
  const plain = [
    '/',
    '/api/records/xa/1',
    '/api/records/',
    '/api/threats/a%2Fb%3Ac%20%C3%A4%25',
    '/tile/0/x001/067.p/8',
  ];
  for (const path of plain) expect([path, isPlainPath(path)]).toEqual([path, true]);
  const odd = [
    '/api/%72ecords',
    '/%61pi',
    '/a%2Db',
    '/a/%2e%2e/b',
    '/a/../b',
    '/a/./b',
    '/a/..',
    '//api',
    '/a//b',
    '/a\\b',
  ];
  for (const path of [...odd, '/a%', '/a%4', '/a%zz', '/a%FF'])
    expect([path, isPlainPath(path)]).toEqual([path, false]);
});

test('the path is judged as it was asked for, whatever query follows', async () => {
  const app = new Hono();
  app.onError((error, c) => c.text(error instanceof TamgaError ? error.code : 'bug', 404));
  app.use(refuseOddPaths());
  app.get('*', (c) => c.text('routed'));
  const ask = async (path: string): Promise<string> => (await app.request(`http://xa.localhost${path}`)).text();
  expect(await ask('/a?next=//b/../%61')).toBe('routed');
  expect(await ask('/%61?x=1')).toBe('not-found');
});
