import { toOpenApi } from '#platform/http/openapi.ts';
import { apiInfo } from '#platform/http/openapi-route.ts';
import { routesOf } from '#platform/http/operation.ts';
import { bareApi } from './bare-api.ts';

type Schema = { [member: string]: unknown };
type Content = Record<string, { schema?: Schema }>;
type Operation = {
  operationId: string;
  summary: string;
  parameters: { name: string; in: string; required: boolean; schema: Schema }[];
  requestBody?: { content: Content };
  responses: Record<string, { content?: Content }>;
};

/** A JSON Schema as a type of TypeScript; what no type says (patterns, limits) is left to the node. */
export function typeOf(schema: Schema): string {
  const { $ref, type, items, properties, additionalProperties } = schema;
  if (typeof $ref === 'string') return $ref.split('/').at(-1) ?? 'unknown';
  const options = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
  if (options) return options.map(typeOf).join(' | ');
  if ('const' in schema) return JSON.stringify(schema['const']);
  if (Array.isArray(schema['enum'])) return (schema['enum'] as unknown[]).map((one) => JSON.stringify(one)).join(' | ');
  if (Array.isArray(type)) return type.map((one) => typeOf({ ...schema, type: one as string })).join(' | ');
  if (type === 'array') return `Array<${typeOf((items ?? {}) as Schema)}>`;
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'string' || type === 'boolean' || type === 'null') return type;
  if (type !== 'object') return 'unknown';
  const rest = additionalProperties === false || additionalProperties === undefined ? '' : '[member: string]: unknown';
  const required = new Set((schema['required'] ?? []) as string[]);
  const members = Object.entries((properties ?? {}) as Record<string, Schema>).map(
    ([name, one]) => `${JSON.stringify(name)}${required.has(name) ? '' : '?'}: ${typeOf(one)}`,
  );
  return `{ ${[...members, ...(rest === '' ? [] : [rest])].join('; ')} }`;
}

/** docs/examples/client.ts: one file that needs nothing but `fetch`. */
export function clientSource(): string {
  const { paths, components } = toOpenApi(routesOf(bareApi()), apiInfo);
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({
      path,
      method: method.toUpperCase(),
      one: one as unknown as Operation,
    })),
  );
  const parts = Object.entries(components.schemas).map(([name, one]) => `export type ${name} = ${typeOf(one)};`);
  const operations = all.map(({ path, method, one }) => {
    const [status = '200'] = Object.keys(one.responses);
    const answer = one.responses[status]?.content;
    const kind = answer === undefined ? 'nothing' : 'application/json' in answer ? 'json' : 'file';
    const types = { json: typeOf(answer?.['application/json']?.schema ?? {}), file: 'Response', nothing: 'void' };
    return { path, method, one, kind, answer: types[kind] } as const;
  });
  return [
    '// Made from the description of the API by `node tools/describe.ts`: copy it, it needs nothing but `fetch`.',
    '/* eslint-disable */',
    '',
    ...parts,
    '',
    'export type Operations = {',
    ...operations.map(
      ({ one, answer }) =>
        `  /** ${one.summary} */\n  ${one.operationId}: { asked: ${askedOf(one)}; answer: ${answer} };`,
    ),
    '};',
    '',
    'const operations = {',
    ...operations.map(({ path, method, one, kind }) => `  ${one.operationId}: ['${method}', '${path}', '${kind}'],`),
    '} as const;',
    '',
    runtime,
  ].join('\n');
}

function askedOf({ parameters, requestBody }: Operation): string {
  const of = (place: string): string[] =>
    parameters
      .filter((one) => one.in === place)
      .map(({ name, required, schema }) => `${JSON.stringify(name)}${required ? '' : '?'}: ${typeOf(schema)}`);
  const body = requestBody?.content['application/json']?.schema;
  const needsQuery = parameters.some((one) => one.in === 'query' && one.required);
  return `{ ${[
    ...(of('path').length > 0 ? [`params: { ${of('path').join('; ')} }`] : []),
    ...(of('query').length > 0 ? [`query${needsQuery ? '' : '?'}: { ${of('query').join('; ')} }`] : []),
    ...(requestBody ? [`body: ${body ? typeOf(body) : 'FileBody'}`] : []),
    ...(of('header').length > 0 ? ['/** The same key and request within a day are done once. */ key?: string'] : []),
  ].join('; ')} }`;
}

const runtime = `export type FileBody = NonNullable<RequestInit['body']>;
export type OperationId = keyof Operations;
type Asked = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown; key?: string };
export type Client = {
  [Id in OperationId]: {} extends Operations[Id]['asked']
    ? (asked?: Operations[Id]['asked']) => Promise<Operations[Id]['answer']>
    : (asked: Operations[Id]['asked']) => Promise<Operations[Id]['answer']>;
};

/** What a node answered instead of a result (RFC 9457). \`code\` is stable, \`message\` is for people. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly problem: Partial<Problem>;
  constructor(status: number, problem: Partial<Problem>) {
    super(problem.detail ?? 'the node gave no reason');
    this.name = 'ApiProblem';
    this.status = status;
    this.problem = problem;
  }
  get code(): string {
    return this.problem.code ?? 'unknown';
  }
}

/** A client of one node. \`token\` is a machine token of it. */
export function createClient(options: { url: string; token: string; fetch?: typeof fetch }): Client {
  const methods = Object.entries(operations).map(([id, operation]) => [id, (asked: Asked = {}) => ask(options, operation, asked)]);
  return Object.fromEntries(methods) as Client;
}

type Described = readonly [method: string, path: string, kind: 'json' | 'file' | 'nothing'];

async function ask({ url, token, fetch: by = fetch }: Parameters<typeof createClient>[0], [method, path, kind]: Described, asked: Asked): Promise<unknown> {
  const place = path.replace(/\\{(\\w+)\\}/g, (_, name: string) => encodeURIComponent(asked.params?.[name] ?? ''));
  const target = new URL(place, url);
  for (const [name, value] of Object.entries(asked.query ?? {})) if (value !== undefined) target.searchParams.set(name, String(value));
  const isPlain = typeof asked.body === 'object' && asked.body !== null && Object.getPrototypeOf(asked.body) === Object.prototype;
  const headers: Record<string, string> = { authorization: \`Bearer \${token}\` };
  if (isPlain) headers['content-type'] = 'application/json';
  if (asked.key !== undefined) headers['idempotency-key'] = asked.key;
  const body = isPlain ? JSON.stringify(asked.body) : (asked.body as FileBody | undefined);
  const response = await by(target, { method, headers, ...(body === undefined ? {} : { body }) });
  if (!response.ok) throw new ApiProblem(response.status, (await response.json().catch(() => ({}))) as Partial<Problem>);
  if (kind === 'file') return response;
  return kind === 'nothing' ? undefined : response.json();
}

/** Every item of a list, page by page: \`for await (const record of pagesOf((before) => client.listRecords({ query: { ...before } })))\`. */
export async function* pagesOf<T>(page: (before: { before?: string }) => Promise<{ items: T[]; next: string | null }>): AsyncGenerator<T> {
  for (let next: string | null | undefined; next !== null; ) {
    const answer: { items: T[]; next: string | null } = await page(next === undefined ? {} : { before: next });
    yield* answer.items;
    next = answer.next;
  }
}
`;
