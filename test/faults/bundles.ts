import { createHash } from 'node:crypto';

const uuidOf = (name: string): string => {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** A STIX bundle of `count` made-up tools. The marker is in every description: it must never be in a log file. */
export const marker = 'MARKER-OF-THE-BODY';
export function bundleOf(name: string, count: number): Uint8Array {
  const objects = Array.from({ length: count }, (_, i) => ({
    type: 'tool',
    spec_version: '2.1',
    id: `tool--${uuidOf(`${name}/${i}`)}`,
    created: '2030-05-01T00:00:00.000Z',
    modified: '2030-05-02T00:00:00.000Z',
    name: `Tool ${i} of ${name}`,
    description: `${marker} ${i}: ${'what it does, told at some length. '.repeat(8)}`,
  }));
  return Buffer.from(JSON.stringify({ type: 'bundle', id: `bundle--${uuidOf(name)}`, objects }));
}

/** How imports in these tests are marked. */
export const importPath = (name: string): string =>
  `/api/imports?name=${name}&tlp=GREEN&base=unclassified&basis=mca-2029:5&purpose=counter-terrorism&retainUntil=2032-01-01`;

/** A small record, as an officer composes it. */
export const report = (n: number) => ({
  kind: 'incident.report',
  body: {
    title: `Incident ${n}`,
    operator: 'Arvenia Rail',
    sector: 'rail',
    service: 'ticketing',
    severity: 'high',
    hostsAffected: n,
    detectedAt: '2030-05-13T05:40:00Z',
    description: `${marker}: hosts encrypted, halls closed.`,
  },
  marking: { tlp: 'AMBER', base: 'unclassified' },
  basis: [{ instrument: 'mca-2029', article: '5' }],
  purpose: 'cii-protection',
  retainUntil: '2031-05-13',
});
