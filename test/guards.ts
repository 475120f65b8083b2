import { expect, test } from 'vitest';
import { rolesWith } from '#features/officers/actions.ts';
import { roles } from '#features/officers/model.ts';
import type { Role } from '#features/officers/model.ts';
import { tokenOf } from './federation/nodes.ts';
import type { TestNode } from './federation/nodes.ts';

type Guarded = { method: 'GET' | 'POST' | 'PUT' | 'DELETE'; path: string; roles: readonly Role[] };

export const everyone: readonly Role[] = roles;
export const readers: readonly Role[] = rolesWith('read-content');
export const actors: readonly Role[] = rolesWith('act');
export const exporters: readonly Role[] = rolesWith('export');

const codeOf = async (response: Response): Promise<string> => ((await response.json()) as { code: string }).code;
const typeOf = (response: Response): string | null => response.headers.get('content-type');

/** What holds for every route: nobody without a session, no role that lacks the power, and problem details when refused. */
export function checkGuards(node: () => TestNode, guarded: readonly Guarded[]): void {
  const names = guarded.map((route) => [`${route.method} ${route.path}`, route] as const);

  test.each(names)('%s is refused without a session: unauthenticated', async (_, { method, path }) => {
    const strangers: Record<string, string>[] = [
      {},
      { authorization: 'Bearer a-token-that-nobody-was-given' },
      { authorization: 'Basic eA==' },
    ];
    const origin = { origin: 'http://localhost' };
    for (const headers of [...strangers, { cookie: 'tamga_session=a-session-that-nobody-has' }]) {
      const response = await node().api.request(path, { method, headers: { ...headers, ...origin } });
      expect(response.status).toBe(401);
      expect(typeOf(response)).toBe('application/problem+json');
      expect(await codeOf(response)).toBe('unauthenticated');
    }
  });

  test.each(names)(
    '%s is refused to the roles that lack its power: forbidden',
    async (_, { method, path, roles: may }) => {
      for (const role of new Set(node().deps.officers.map((officer) => officer.role))) {
        const response = await node().api.request(path, {
          method,
          headers: { authorization: `Bearer ${tokenOf(role)}` },
        });
        const isForbidden = response.status === 403;
        expect([role, isForbidden]).toEqual([role, !may.includes(role)]);
        if (isForbidden) expect(await codeOf(response)).toBe('forbidden');
      }
    },
  );

  const changing = names.filter(([, { method }]) => method !== 'GET');
  if (changing.length === 0) return;
  test.each(changing)('%s by cookie is refused when another site asks: forbidden', async (_, { method, path }) => {
    for (const origin of [{}, { origin: 'http://evil.example' }, { origin: 'null' }]) {
      const response = await node().api.request(path, { method, headers: { cookie: 'tamga_session=x', ...origin } });
      expect([response.status, await codeOf(response)]).toEqual([403, 'forbidden']);
    }
  });
}

/** A refusal of what was asked: its code, and in words what was wrong and where. */
export async function expectProblem(asked: Promise<unknown>, code: string, where: string | RegExp = ''): Promise<void> {
  const error: unknown = await asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code: 'refused', detail: { code } });
  expect((error as Error).message).toMatch(where);
}
