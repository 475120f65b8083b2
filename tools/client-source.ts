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

/**
 * A JSON Schema as a type of TypeScript; what no type says (patterns, limits) is left to the node. In a request what may be left out may
 * be undefined too: it is not sent.
 */
export function typeOf(schema: Schema, isAsked = false): string {
  const { $ref, type, items, properties, additionalProperties } = schema;
  const inner = (one: Schema): string => typeOf(one, isAsked);
  if (typeof $ref === 'string') return $ref.split('/').at(-1) ?? 'unknown';
  const options = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
  if (options) return [...new Set(options.map(inner))].join(' | ');
  if ('const' in schema) return JSON.stringify(schema['const']);
  if (Array.isArray(schema['enum'])) return (schema['enum'] as unknown[]).map((one) => JSON.stringify(one)).join(' | ');
  if (Array.isArray(type)) return type.map((one) => inner({ ...schema, type: one as string })).join(' | ');
  if (type === 'array') return `Array<${inner((items ?? {}) as Schema)}>`;
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'string' || type === 'boolean' || type === 'null') return type;
  if (type !== 'object') return 'unknown';
  const rest =
    additionalProperties === false || additionalProperties === undefined ? [] : ['[member: string]: unknown'];
  const required = new Set((schema['required'] ?? []) as string[]);
  const members = Object.entries((properties ?? {}) as Record<string, Schema>).map(([name, one]) =>
    memberOf(name, inner(one), required.has(name), isAsked),
  );
  return `{ ${[...members, ...rest].join('; ')} }`;
}

const memberOf = (name: string, type: string, required: boolean, isAsked: boolean): string =>
  `${/^[a-z]\w*$/i.test(name) ? name : JSON.stringify(name)}${required ? `: ${type}` : `?: ${type}${isAsked ? ' | undefined' : ''}`}`;

/** src/api-client.ts: one file that needs nothing but `fetch`. */
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
  return [
    '// Made from the description of the API by `node tools/describe.ts`: copy it, it needs nothing but `fetch`.',
    '/* eslint-disable */',
    '',
    ...parts,
    '',
    'export type Operations = {',
    ...all.map(
      ({ one }) =>
        `  /** ${one.summary} */\n  ${one.operationId}: { asked: ${askedOf(one)}; answer: ${typeOfContent(answerOf(one), 'Response')} };`,
    ),
    '};',
    '',
    'const operations: Readonly<Record<OperationId, Described>> = {',
    ...all.map(({ path, method, one }) => `  ${one.operationId}: { ${describedOf(path, method, one)} },`),
    '};',
    '',
    runtime,
  ].join('\n');
}

const answerOf = ({ responses }: Pick<Operation, 'responses'>): Content | undefined =>
  Object.values(responses)[0]?.content;

function typeOfContent(content: Content | undefined, file: string, isAsked = false): string {
  const schema = content?.['application/json']?.schema;
  if (schema) return typeOf(schema, isAsked);
  return content ? file : 'void';
}

function describedOf(path: string, method: string, { parameters, requestBody, responses }: Operation): string {
  const kindOf = (content: Content | undefined): string | undefined =>
    content && (content['application/json']?.schema ? 'json' : 'file');
  const said = { method, path, body: kindOf(requestBody?.content), answer: kindOf(answerOf({ responses })) };
  const named = Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: '${value}'`]));
  return [...named, ...(parameters.some((one) => one.in === 'header') ? ['once: true'] : [])].join(', ');
}

function askedOf({ parameters, requestBody }: Operation): string {
  const of = (place: string): string[] =>
    parameters
      .filter((one) => one.in === place)
      .map(({ name, required, schema }) => memberOf(name, typeOf(schema, true), required, true));
  const needsQuery = parameters.some((one) => one.in === 'query' && one.required);
  return `{ ${[
    ...(of('path').length > 0 ? [`params: { ${of('path').join('; ')} }`] : []),
    ...(of('query').length > 0 ? [`query${needsQuery ? '' : '?'}: { ${of('query').join('; ')} }`] : []),
    ...(requestBody ? [`body: ${typeOfContent(requestBody.content, 'FileBody', true)}`] : []),
    ...(of('header').length > 0 ? ['key?: string'] : []),
  ].join('; ')} }`;
}

const runtime = `export type FileBody = NonNullable<RequestInit['body']>;
export type OperationId = keyof Operations;
/** What an operation takes: the parts of its path, its query, its body, and a \`key\` where the same key and request within a day are done once. */
export type AskedOf<Id extends OperationId> = Operations[Id]['asked'];
export type AnswerOf<Id extends OperationId> = Operations[Id]['answer'];
export type Client = {
  [Id in OperationId]: {} extends AskedOf<Id> ? (asked?: AskedOf<Id>) => Promise<AnswerOf<Id>> : (asked: AskedOf<Id>) => Promise<AnswerOf<Id>>;
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

export type ClientOptions = {
  url: string;
  /** A machine token of the node. */
  token: string;
  /** Which officer of the token's role acts; by default the first. */
  officer?: string;
  /** Gives the key of a request that makes something and has none. Without it such a request is sent without one. */
  newKey?: () => string;
  fetch?: (url: URL, init: RequestInit) => Promise<Response>;
};

/** A client of one node: a method for each operation of its API. Errors: ApiProblem, and those of \`fetch\`. */
export function createClient(options: ClientOptions): Client {
  const methods = Object.entries(operations).map(([id, operation]) => [id, (asked: Asked = {}) => ask(options, operation, asked)]);
  return Object.fromEntries(methods) as Client;
}

type Described = { method: string; path: string; body?: 'json' | 'file'; answer?: 'json' | 'file'; once?: true };
type Asked = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown; key?: string };

async function ask(options: ClientOptions, { method, path, body, answer, once }: Described, asked: Asked): Promise<unknown> {
  const place = path.replace(/\\{(\\w+)\\}/g, (_, name: string) => encodeURIComponent(asked.params?.[name] ?? ''));
  const url = new URL(place, options.url);
  for (const [name, value] of Object.entries(asked.query ?? {})) if (value !== undefined) url.searchParams.set(name, String(value));
  const key = asked.key ?? (once ? options.newKey?.() : undefined);
  const headers: Record<string, string> = { authorization: \`Bearer \${options.token}\` };
  if (options.officer !== undefined) headers['tamga-officer'] = options.officer;
  if (body === 'json') headers['content-type'] = 'application/json';
  if (key !== undefined) headers['idempotency-key'] = key;
  const sent = body === 'json' ? JSON.stringify(asked.body) : (asked.body as FileBody | undefined);
  const response = await (options.fetch ?? fetch)(url, { method, headers, ...(sent === undefined ? {} : { body: sent }) });
  if (!response.ok) throw new ApiProblem(response.status, (await response.json().catch(() => ({}))) as Partial<Problem>);
  if (answer === 'file') return response;
  return answer === 'json' ? response.json() : undefined;
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
