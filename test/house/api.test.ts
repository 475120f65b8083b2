import { expect, test } from 'vitest';
import { routesOf } from '#platform/http/operation.ts';
import { codesOf, toOpenApi } from '#platform/http/openapi.ts';
import { apiInfo } from '#platform/http/openapi-route.ts';
import { problems } from '#problems.ts';
import { bareApi } from '../bare-api.ts';

/** Routes that nobody has described yet. This list only shrinks. */
const undescribed: readonly string[] = [
  'DELETE /api/session',
  'GET /api/alarms/:id',
  'GET /api/alliance',
  'GET /api/alliance/history',
  'GET /api/alliance/participants',
  'GET /api/cases/referrals',
  'GET /api/demands',
  'GET /api/demands/:participant/:id',
  'GET /api/ferry/blobs/:to',
  'GET /api/ferry/blobs/:to/:sha256',
  'GET /api/ferry/due/:from',
  'GET /api/findings',
  'GET /api/imports',
  'GET /api/imports/:id',
  'GET /api/incidents/:participant/:id',
  'GET /api/keys',
  'GET /api/oversight',
  'GET /api/refused',
  'GET /api/session',
  'GET /api/suspensions',
  'GET /api/tasks',
  'POST /api/blobs',
  'POST /api/cases/refer',
  'POST /api/demands',
  'POST /api/demands/:participant/:id/open',
  'POST /api/ferry/blobs/:from/:name',
  'POST /api/ferry/in',
  'POST /api/ferry/out',
  'POST /api/findings',
  'POST /api/imports',
  'POST /api/keys/:participant/:hash/destroy',
  'POST /api/recalls',
  'POST /api/releases',
  'POST /api/session',
  'POST /api/session/link',
  'POST /api/suspensions',
  'POST /api/suspensions/lift',
  'POST /api/tasks/:id/close',
  'PUT /api/session',
];

const routes = routesOf(bareApi());
const described = routes.flatMap(({ operation, ...route }) => (operation ? [{ ...route, operation }] : []));

test('every route of the API says what it takes and answers', () => {
  expect(routes.length).toBeGreaterThan(40);
  const bare = routes.filter(({ operation }) => !operation).map(({ method, path }) => `${method} ${path}`);
  expect(bare.toSorted()).toEqual([...undescribed].toSorted());
});

test('no two operations have one name', () => {
  const ids = described.map(({ operation }) => operation.id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test('every code that an operation may answer is one that is explained', () => {
  const codes = described.flatMap(({ operation }) => codesOf(operation));
  expect([...new Set(codes)].filter((code) => !(code in problems))).toEqual([]);
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
