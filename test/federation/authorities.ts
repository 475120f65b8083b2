import { readFileSync, renameSync } from 'node:fs';
import { createSignInLink, redeemLink } from '#features/officers/actions.ts';
import { readAnswer } from '../ask.ts';
import type { Asked } from '../ask.ts';
import { demoParticipants } from '../../tools/demo-alliance.ts';
import { meridian, startAlliance } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';
import { purposes } from '../viewer.ts';

const others = ['fiu', 'police'] as const;

/** Where the key of xb's financial intelligence unit lies in a network's folder, and where it is kept apart. */
export const fiuKey = (home: string): { here: string; apart: string } => ({
  here: `${home}/xb/keys/wrap-fiu.key`,
  apart: `${home}/fiu.key`,
});

/**
 * xa and xb, of which xb has three authorities with a case officer (`o-1`, `o-11`, `o-12`) each. `keptApart`: the wrap key of
 * xb/fiu is not at the node.
 */
export function startAuthorities(keptApart = false): Promise<Net> {
  const participants = demoParticipants(7400).map((one) =>
    one.code === 'xb'
      ? {
          ...one,
          authorities: [...one.authorities, ...others.map((name) => ({ code: `xb/${name}`, name: `Belmara ${name}` }))],
          officers: [
            ...one.officers,
            ...others.map((name, i) => ({
              id: `xb/${name}/o-${11 + i}`,
              name: `Officer of ${name}`,
              role: 'case-officer',
              authority: `xb/${name}`,
              desk: purposes,
            })),
          ],
        }
      : one,
  );
  const prepare = (home: string): void => {
    const { here, apart } = fiuKey(home);
    if (keptApart) renameSync(here, apart);
  };
  return startAlliance(readFileSync(meridian, 'utf8'), ['xa', 'xb'], participants, prepare);
}

/** Asks a node's API as an officer who signed in there. */
export const askAs = async <T>(node: TestNode, officerId: string, path: string, asked: Asked = {}): Promise<T> =>
  readAnswer<T>(await fetchAs(node, officerId, path, asked));

/** As `askAs`, with the answer as it comes. */
export async function fetchAs(node: TestNode, officerId: string, path: string, asked: Asked = {}): Promise<Response> {
  const officer = node.deps.officers.find(({ id }) => id === officerId)!;
  const { cookie } = await redeemLink(node.deps, await createSignInLink(node.deps, officer));
  const body = asked.body === undefined ? undefined : JSON.stringify(asked.body);
  const origin = 'http://localhost';
  const headers = {
    cookie: `tamga_session=${cookie}`,
    origin,
    ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(body.length) }),
  };
  const init = { method: asked.method ?? 'GET', headers, ...(body === undefined ? {} : { body }) };
  return node.api.request(`${origin}${path}`, init);
}
