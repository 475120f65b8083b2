import type { Hono } from 'hono';
import { z } from 'zod';
import { octets, routesOf, statusOf } from '#platform/http/operation.ts';
import type { Route } from '#platform/http/operation.ts';
import { codesOf, problemType, toOpenApi } from '#platform/http/openapi.ts';
import { apiInfo } from '#platform/http/openapi-route.ts';
import { bareApi } from '../tools/bare-api.ts';

type Schema = Record<string, unknown>;
type Content = Record<string, { schema?: Schema }>;

const routes = routesOf(bareApi());
const document = toOpenApi(routes, apiInfo) as unknown as {
  paths: Record<string, Record<string, { responses: Record<string, { content?: Content }> }>>;
  components: { schemas: Record<string, Schema> };
};
const readers = new Map<string, z.ZodType>();

/** Reads the published schema itself, as somebody would who has nothing but the document. */
function readerOf(name: string, schema: Schema): z.ZodType {
  const known = readers.get(name);
  if (known) return known;
  const text = JSON.stringify({ ...schema, $defs: document.components.schemas });
  const made = z.fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')) as never);
  readers.set(name, made);
  return made;
}

const patterns = new Map(
  routes.map(({ path }) => [path, new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`)]),
);
/** The route that answers: names before parameters, as they were added. */
export const routeFor = (method: string, path: string): Route | undefined =>
  routes.find((route) => route.method === (method === 'HEAD' ? 'GET' : method) && patterns.get(route.path)?.test(path));

/** What of an answer is not as the document says; undefined where all is. */
export async function unlikeDescribed(method: string, url: string, response: Response): Promise<string | undefined> {
  const { pathname } = new URL(url, 'http://localhost');
  const route = routeFor(method, pathname);
  if (!route?.operation) return undefined;
  const { operation } = route;
  const told = `${method} ${pathname} (${operation.id}) answered ${response.status}`;
  if (!response.ok) return unlikeProblem(told, codesOf(operation), response);
  if (response.status !== statusOf(operation)) return `${told}, not ${statusOf(operation)}`;
  if (operation.answer === 'nothing') return undefined;
  const type = response.headers.get('content-type') ?? '';
  if (operation.answer === 'file')
    return type === (operation.fileType ?? octets) ? undefined : `${told} as ${type}, which is not described`;
  const place = route.path.replaceAll(/:(\w+)/g, '{$1}');
  const schema = document.paths[place]?.[route.method.toLowerCase()]?.responses[response.status]?.content;
  const result = readerOf(operation.id, schema?.['application/json']?.schema ?? {}).safeParse(await response.json());
  if (result.success) return undefined;
  return `${told} with another shape: ${z.prettifyError(result.error).slice(0, 800)}`;
}

async function unlikeProblem(told: string, codes: readonly string[], response: Response): Promise<string | undefined> {
  if (response.headers.get('content-type') !== problemType) return `${told} without problem details`;
  const body: unknown = await response.json();
  const result = readerOf('Problem', document.components.schemas['Problem'] ?? {}).safeParse(body);
  if (!result.success) return `${told} with a problem of another shape: ${z.prettifyError(result.error)}`;
  const { code, detail } = body as { code: string; detail: string };
  if (/\n\s+at |node_modules|file:\/\//.test(detail)) return `${told} and showed the inside: ${detail}`;
  return codes.includes(code) ? undefined : `${told} with the code ${code}, which is not described`;
}

/** From now on every answer of this program has to be as it is described, or the test that asked for it fails. */
export function holdToDescription(api: Hono): void {
  const request = api.request.bind(api);
  api.request = async (input, init, ...rest) => {
    const response = await request(input, init, ...rest);
    const asked = input instanceof Request ? input : { method: init?.method ?? 'GET', url: String(input) };
    const isText = !(response.headers.get('content-type') ?? '').startsWith('application/octet-stream');
    const unlike = isText ? await unlikeDescribed(asked.method, asked.url, response.clone()) : undefined;
    if (unlike !== undefined) throw new Error(unlike);
    return response;
  };
}
