import { expect, test } from 'vitest';
import { routesOf } from '#platform/http/operation.ts';
import { codesOf, toOpenApi } from '#platform/http/openapi.ts';
import { apiInfo } from '#platform/http/openapi-route.ts';
import { problems } from '#problems.ts';
import { bareApi } from '../../tools/bare-api.ts';

const routes = routesOf(bareApi());
const described = routes.flatMap(({ operation, ...route }) => (operation ? [{ ...route, operation }] : []));

test('every route of the API says what it takes and answers', () => {
  expect(routes.length).toBeGreaterThan(40);
  const bare = routes.filter(({ operation }) => !operation).map(({ method, path }) => `${method} ${path}`);
  expect(bare).toEqual([]);
});

test('no two operations have one name', () => {
  const ids = described.map(({ operation }) => operation.id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test('every code that an operation may answer is one that is explained', () => {
  const codes = described.flatMap(({ operation }) => codesOf(operation));
  expect([...new Set(codes)].filter((code) => !(code in problems))).toEqual([]);
});

/** They make nothing that a second time would make twice, or say so themselves. */
const repeatable = new Set([
  ...'signIn createSignInLink ferryOut ferryIn ferryBlobIn addBlob holdRecord closeTask destroyKey'.split(' '),
  ...'resumePeer saveSelection importText cancelImport'.split(' '),
]);

test('every POST that makes something takes an Idempotency-Key', () => {
  const posts = described.filter(({ method, operation }) => method === 'POST' && !operation.once);
  expect(posts.map(({ operation }) => operation.id).filter((id) => !repeatable.has(id))).toEqual([]);
});

test('every list takes limit and before, and answers items and next', () => {
  const document = toOpenApi(routes, apiInfo);
  expect(JSON.stringify(document)).not.toContain('$defs');
  for (const { operation } of described.filter(({ operation: { id } }) => id.startsWith('list'))) {
    const shape = operation.answer instanceof Object && 'shape' in operation.answer ? operation.answer.shape : {};
    expect([operation.id, Object.keys(shape as object)]).toEqual([
      operation.id,
      expect.arrayContaining(['items', 'next']),
    ]);
    expect([operation.id, Object.keys(operation.query?.shape ?? {})]).toEqual([
      operation.id,
      expect.arrayContaining(['limit', 'before']),
    ]);
  }
});
