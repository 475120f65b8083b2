import { importText } from '#features/imports/actions.ts';
import type { ImportReport } from '#features/imports/model.ts';
import type { Quarantine } from '#features/quarantine/model.ts';
import type { Role } from '#features/officers/model.ts';
import type { TestNode } from './nodes.ts';

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const time = '2030-01-01T00:00:00.000Z';
const common = { spec_version: '2.1', created: time, modified: time };

/** Somebody who does not exist. The first name is a word that stands nowhere else. */
export const person = (n: number) => ({
  type: 'identity',
  id: `identity--${uuid(n)}`,
  ...common,
  name: `Quillon${n} Mockford`,
  identity_class: 'individual',
  contact_information: `quillon${n}@mail.example`,
});
export const account = (n: number) => ({
  type: 'user-account',
  spec_version: '2.1',
  id: `user-account--${uuid(n)}`,
  account_login: `quillon-login-${n}`,
});
export const malware = (n: number) => ({
  type: 'malware',
  id: `malware--${uuid(n)}`,
  ...common,
  name: `Tool ${n}`,
  is_family: false,
});
export const people = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => person(from + i));

export const bundle = (objects: readonly object[], n = 0): string =>
  JSON.stringify({ type: 'bundle', id: `bundle--${uuid(n)}`, objects });

export const options = {
  name: 'a file',
  marking: { tlp: 'GREEN', base: 'unclassified' },
  basis: [{ instrument: 'mca-2029', article: '5' }],
  purpose: 'counter-terrorism',
  retainUntil: '2031-05-13',
};

export const importAs = (
  node: TestNode,
  officer: string,
  text: string | Uint8Array,
  change: { source?: string } = {},
): Promise<ImportReport> =>
  importText(node.deps, { authority: 'xa/cyber', officer }, Buffer.from(text), { ...options, ...change });

export const quarantines = async (node: TestNode): Promise<Quarantine[]> =>
  (await node.ask<{ items: Quarantine[] }>('/api/quarantine')).items;

/** The quarantine that is decided about next, or was last. */
export async function firstQuarantine(node: TestNode): Promise<Quarantine> {
  const [first] = await quarantines(node);
  if (!first) throw new Error('nothing is in quarantine');
  return first;
}

export const decide = (node: TestNode, id: number, decision: string, persons: number, role: Role = 'auditor') =>
  node.ask<{ ref: string }>(`/api/quarantine/${id}`, {
    method: 'POST',
    body: { decision, persons, reason: 'needed in one case' },
    role,
  });
