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
  // What is stopped or answered stays so.
  ...'stopPasskeys refuseAssignmentRequest'.split(' '),
  // An address that was not opened opens nothing a minute later.
  'askShowing',
  ...'resumePeer saveSelection importText cancelImport endProposal assertAsDemo'.split(' '),
  // Another look, which is over by itself.
  ...'previewRecord previewRelease previewRecall'.split(' '),
  // What it makes is told once and kept nowhere, so that it cannot be told again.
  'makeToken',
  // A ticket is over in a minute.
  'visitBeside',
  // A new link ends the one before; an answer of a passkey is taken once.
  ...'inviteOfficer beginEnrolment enrol beginSignIn signInByPasskey beginOidc signInByOidc inviteOneself'.split(' '),
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

type Schema = { [member: string]: unknown };
const document = toOpenApi(routes, apiInfo);

test('the name of an operation says whether it reads', () => {
  const reads = /^(read|list|count|find|compare|plan|export|ferry)[A-Z]/;
  const unlike = described.filter(({ method, operation: { id } }) => (method === 'GET') !== reads.test(id));
  const carries = new Set(['ferryIn', 'ferryOut', 'ferryBlobIn']);
  expect(unlike.map(({ operation }) => operation.id).filter((id) => !carries.has(id))).toEqual([]);
});

test('what takes a key makes something, and is answered with 201', () => {
  const once = described.filter(({ operation }) => operation.once);
  expect(once.length).toBeGreaterThan(10);
  expect(once.filter(({ operation }) => operation.status !== 201).map(({ operation }) => operation.id)).toEqual([]);
});

test('a parameter that is a number, or a yes or no, is described as that', () => {
  const parameters = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).flatMap((one) => one['parameters'] as { name: string; in: string; schema: Schema }[]),
  );
  const asked = parameters.filter((one) => one.in === 'query');
  expect(asked.filter(({ schema }) => schema['type'] === 'integer').length).toBeGreaterThan(10);
  const texts = asked.filter(({ name, schema }) => name !== 'before' && schema['type'] === 'string');
  const inWords = ({ schema: { pattern = '', enum: options = [] } }: { schema: Schema }): boolean =>
    /^\^\(?(0\||\[\d-\d\]|\\d)/.test(String(pattern)) ||
    (options as string[]).some((one) => /^(true|yes|\d+)$/.test(one));
  expect(texts.filter(inWords).map(({ name }) => name)).toEqual([]);
});

test('a member that is a moment or a day is described as that', () => {
  const found = new Map<string, Schema>();
  const walk = (value: unknown, place: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const properties = (value as Schema)['properties'];
    for (const [name, schema] of Object.entries((properties ?? {}) as Record<string, Schema>))
      if (/(^at|At|^until|^deadline|^retainUntil|^modified|^created)$/.test(name))
        found.set(`${place}.${name}`, schema);
    for (const [name, member] of Object.entries(value))
      walk(member, name === 'properties' ? place : `${place}.${name}`);
  };
  walk(document, '');
  expect(found.size).toBeGreaterThan(30);
  const isTime = (schema: Schema): boolean =>
    /date/.test(String(schema['format'])) || ((schema['anyOf'] ?? []) as Schema[]).some(isTime);
  expect([...found].filter(([, schema]) => !isTime(schema)).map(([place]) => place)).toEqual([]);
});
