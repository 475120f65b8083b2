import type { ImportReport } from '#features/imports/model.ts';
import { incident } from './drafts.ts';
import { handling, warning } from './eyes.ts';
import type { TestNode } from './nodes.ts';

/** Words that stand in guarded content and nowhere else. */
export const secret = 'Quillfeather';

const guarded = { ...handling, marking: { tlp: 'AMBER', base: 'confidential' }, purpose: 'counter-terrorism' };
const uuid = (n: number): string => `01890000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const time = '2030-05-01T00:00:00.000Z';

/** What is guarded, of each sort that the API shows: its refs and ids, by the names of the routes' parameters. */
export type Planted = { report: string; object: string; other: string; run: string; blob: string; proposal: string };

/** A case with an incident, objects that refer to each other, a hypothesis, a file and a draft that waits: all for one purpose, all with the words. */
export async function plantGuarded(node: TestNode): Promise<Planted> {
  const bytes = Buffer.from(`MCA-DEMO|${secret}|v1`);
  const blob = await node.ask<{ sha256: string; size: number }>('/api/blobs', { method: 'POST', bytes });
  const facts = { sha256: blob.sha256, size: blob.size, type: 'application/pdf' };
  const { body } = incident(node.code);
  const report = await node.ask<{ ref: string }>('/api/records', {
    method: 'POST',
    body: { kind: 'incident.report', ...guarded, body: { ...(body as object), title: secret }, blobs: [facts] },
  });
  const [object, other, link, note, technique] = [
    'malware',
    'infrastructure',
    'relationship',
    'note',
    'attack-pattern',
  ].map((type, n) => ({
    type,
    spec_version: '2.1',
    id: `${type}--${uuid(n)}`,
    created: time,
    modified: time,
  }));
  const objects = [
    { ...object, name: `${secret} one`, is_family: false, labels: [secret.toLowerCase()] },
    { ...other, name: `${secret} two` },
    { ...link, relationship_type: 'communicates-with', source_ref: object!.id, target_ref: other!.id },
    { ...technique, name: `${secret} six`, kill_chain_phases: [{ kill_chain_name: 'demo', phase_name: 'one' }] },
    { ...note, content: secret, object_refs: [object!.id] },
  ];
  const query = new URLSearchParams({
    name: 'a file',
    tlp: 'AMBER',
    base: 'confidential',
    basis: 'mca-2029:5',
    purpose: guarded.purpose,
    retainUntil: '2040-05-13',
  });
  const bundle = JSON.stringify({ type: 'bundle', id: `bundle--${uuid(9)}`, objects });
  const run = await node.ask<ImportReport>(`/api/imports?${query.toString()}`, {
    method: 'POST',
    bytes: Buffer.from(bundle),
  });
  const draft = { ...warning, ...guarded, body: { ...warning.body, title: secret, summary: secret } };
  const proposal = await node.ask<{ id: string }>('/api/proposals', { method: 'POST', body: draft });
  const { id } = run;
  return {
    report: report.ref,
    object: object!.id,
    other: other!.id,
    run: id,
    blob: blob.sha256,
    proposal: proposal.id,
  };
}
