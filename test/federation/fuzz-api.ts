import fc from 'fast-check';
import { roles } from '#features/officers/model.ts';
import { toOpenApi } from '#platform/http/openapi.ts';
import { apiInfo } from '#platform/http/openapi-route.ts';
import { routesOf } from '#platform/http/operation.ts';
import { unlikeDescribed } from '../conform.ts';
import { tokenOf } from './nodes.ts';
import type { TestNode } from './nodes.ts';
import { brokenOf, evilText, valuesOf } from './fuzz-values.ts';
import type { Schema } from './fuzz-values.ts';

type Parameter = { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: Schema };
type Operation = {
  operationId: string;
  parameters: Parameter[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
};
export type Target = { method: string; path: string; operation: Operation };

/** Every operation of the document that a node publishes. */
export function targetsOf(node: TestNode): Target[] {
  const { paths } = toOpenApi(routesOf(node.api), apiInfo);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation: operation as unknown as Operation,
    })),
  );
}

type Asked = { url: string; headers: Record<string, string>; body: string | undefined };

/** A request that fits the document, or in one or two places does not. */
function requestsFor({ method, path, operation }: Target, real: readonly string[]): fc.Arbitrary<Asked> {
  const named = (place: Parameter['in']): Parameter[] => operation.parameters.filter((one) => one.in === place);
  const text = ({ schema }: Parameter): fc.Arbitrary<string> => valuesOf(schema, real).map(String);
  const model = (all: Parameter[]) => Object.fromEntries(all.map((one) => [one.name, text(one)]));
  const required = named('query').flatMap((one) => (one.required ? [one.name] : []));
  const schema = operation.requestBody?.content['application/json']?.schema;
  const body = schema ? valuesOf(schema, real) : fc.constantFrom('', 'not json', '{"type":"bundle"}', 'x'.repeat(999));
  return fc
    .record({
      params: fc.record(model(named('path'))),
      query: fc.record(model(named('query')), { requiredKeys: required }),
      wrong: fc.constantFrom(
        'nothing',
        'nothing',
        'params',
        'query',
        'unknown',
        'twice',
        'body',
        'body',
        'bytes',
        'key',
      ),
      evil: evilText,
      role: fc.constantFrom(...roles, ...roles, 'nobody' as const),
      body: body.chain((fits) => fc.record({ fits: fc.constant(fits), broken: brokenOf(fits) })),
    })
    .map(({ params, query, wrong, evil, role, body: { fits, broken } }) => {
      const parts = { ...params };
      const [first] = Object.keys(parts);
      if (wrong === 'params' && first) parts[first] = evil;
      const search = new URLSearchParams(query);
      const [asked = 'limit'] = Object.keys(query);
      if (wrong === 'query') search.set(asked, evil);
      if (wrong === 'unknown') search.set(evil || 'x', '1');
      if (wrong === 'twice') search.append(asked, search.get(asked) ?? '1');
      const place = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => safely(parts[name] ?? ''));
      const given = wrong === 'body' ? broken : fits;
      const sent = !schema && typeof given === 'string' ? given : (JSON.stringify(given) ?? '');
      return {
        url: `${place}${search.size > 0 ? `?${search.toString()}` : ''}`,
        headers: {
          ...(role === 'nobody' ? {} : { authorization: `Bearer ${tokenOf(role)}` }),
          ...(wrong === 'key'
            ? { 'idempotency-key': evil.replaceAll(/[^\x21-\x7e]/g, '') || 'a-key-of-the-fuzzer' }
            : {}),
          ...(operation.requestBody ? { 'content-type': 'application/json' } : {}),
        },
        body:
          method === 'GET' || method === 'DELETE'
            ? undefined
            : wrong === 'bytes'
              ? `${sent.slice(0, -2)}\u0000{`
              : sent,
      };
    });
}

const safely = (text: string): string => encodeURIComponent(text.toWellFormed()) || '%20';

/** Asks one operation `runs` times; the same seed asks the same. Gives what was wrong with the answers, with how to ask again. */
export async function fuzz(node: TestNode, target: Target, seed: number, runs: number, real: readonly string[]) {
  const faults: string[] = [];
  const statuses = new Map<number, number>();
  for (const { url, headers, body } of fc.sample(requestsFor(target, real), { seed, numRuns: runs })) {
    const { method } = target;
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const init = { method, headers: { ...headers, ...length }, ...(body === undefined ? {} : { body }) };
    const unlike = await Promise.resolve(node.api.request(url, init)).then(
      async (response) => {
        statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
        if (response.status >= 500) return `answered ${response.status}: ${(await response.text()).slice(0, 300)}`;
        const isFile = response.headers.get('content-type') === 'application/octet-stream';
        return isFile ? undefined : unlikeDescribed(method, url, response);
      },
      (error: unknown) => String(error),
    );
    if (unlike !== undefined)
      faults.push(`seed ${seed}: ${method} ${url.slice(0, 300)} ${body?.slice(0, 500) ?? ''}\n  ${unlike}`);
  }
  return { faults, statuses };
}
