import { sql } from 'kysely';
import { incident } from './drafts.ts';
import { handling } from './eyes.ts';
import type { TestNode } from './nodes.ts';
import type { Planted } from './unassigned.ts';

/** What is there to be acted on: refs and ids of what is guarded; or, in the same places, of what is not there. */
export type Named = Record<
  'ref' | 'foreign' | 'object' | 'proposal' | 'preview' | 'task' | 'quarantine' | 'call' | 'run',
  string
>;
export const absent: Omit<Named, 'call'> = {
  ref: 'xa/01890000-0000-7000-8000-00000000aaaa',
  foreign: 'xb/01890000-0000-7000-8000-00000000aaaa',
  object: 'malware--01890000-0000-4000-8000-00000000aaaa',
  proposal: '01890000-0000-7000-8000-00000000aaaa',
  preview: '01890000-0000-7000-8000-00000000aaaa',
  task: '999999',
  quarantine: '999999',
  run: '01890000-0000-7000-8000-00000000aaaa',
};

type Act = { path?: string; body?: object; /** What is not there is refused otherwise, or not at all. */ other?: true };
const passkey = { credential: 'AA', authenticatorData: 'AA', clientData: 'AA', signature: 'AA' };
const finding = { direction: 'for', weight: 'weak', grade: 'C3', gradeReason: 'one source', summary: 'seen once' };

/**
 * Every route that acts on something that can be guarded, and how it is asked. To whom may not read that, it answers as of what is not
 * there: not-found (decision 0054). Whoever is assigned to it is answered otherwise.
 */
export const actsOn = (it: Named): Readonly<Record<string, Act>> => {
  const answer = { ...incident('xa'), about: [it.ref] };
  const { author: _, officers: __, ...draft } = answer;
  const chosen = { records: [it.ref], to: ['xb'] };
  return {
    'POST /api/records': { body: draft, other: true },
    'POST /api/records/:participant/:id/hold': {
      path: it.foreign,
      body: { code: 'court-order', until: '2030-06-01', reason: 'an order' },
    },
    'DELETE /api/records/:participant/:id/hold': { path: it.foreign },
    'POST /api/drafts/previews': { body: draft, other: true },
    'POST /api/drafts/previews/:id/seal': { path: it.preview, other: true },
    'POST /api/drafts/previews/:id/propose': { path: it.preview, other: true },
    'POST /api/releases': { body: chosen },
    'POST /api/releases/preview': { body: chosen },
    'POST /api/recalls/preview': { body: chosen },
    'POST /api/recalls': { body: { ...chosen, reason: 'wrong' } },
    'POST /api/hypotheses': {
      body: {
        hypothesis: {
          object: it.object,
          question: 'who?',
          statement: 'one',
          term: 'reported',
          confidence: 50,
          evidence: [finding],
          noneAgainst: 'none was found',
        },
      },
    },
    'POST /api/hypotheses/assessments': {
      body: {
        hypotheses: [it.ref],
        assessment: {
          question: 'who?',
          judgement: 'one',
          term: 'reported',
          confidence: 50,
          participants: ['xa'],
          against: 'little',
        },
      },
    },
    'POST /api/hypotheses/:participant/:id/evidence': { path: it.ref, body: { evidence: finding } },
    'POST /api/hypotheses/:participant/:id/opinion': { path: it.ref, body: { opinion: 'agree', explanation: 'it is' } },
    'POST /api/hypotheses/:participant/:id/dissent': {
      path: it.ref,
      body: { reason: 'not so' },
    },
    'POST /api/hypotheses/:participant/:id/withdraw': { path: it.ref, body: { reason: 'wrong' } },
    'POST /api/proposals': {
      body: {
        kind: 'warning.issue',
        ...handling,
        purpose: 'cii-protection',
        about: [it.ref],
        body: { title: 'T', number: 1, severity: 'high', products: ['P'], summary: 'S', mitigation: 'M' },
      },
      other: true,
    },
    'POST /api/proposals/confirmations': { body: { ref: it.ref } },
    'POST /api/proposals/:id/approvals': { path: it.proposal, body: passkey },
    'POST /api/proposals/:id/emergency': { path: it.proposal },
    'POST /api/proposals/:id/end': { path: it.proposal, body: { reason: 'no' } },
    'POST /api/tasks/:id/close': { path: it.task, body: { note: 'done' } },
    'POST /api/quarantine/:id': {
      path: it.quarantine,
      body: { decision: 'discarded', reason: 'too many', persons: 7 },
    },
    'PUT /api/watch/calls/:id/record': { path: it.call, body: { ref: it.ref } },
  };
};

/**
 * Every other route that changes something, by why it asks nobody for an assignment: what it names is the officer's own or of the node, is
 * content of nobody, or is another's whole duty, which an assignment of one officer is no part of (decision 0054).
 */
export const namesNothing: Readonly<Record<string, readonly string[]>> = {
  'who signs in, and by what': [
    'POST /api/session',
    'POST /api/session/passkey/options',
    'POST /api/session/passkey',
    'POST /api/session/oidc/begin',
    'POST /api/session/oidc',
    'POST /api/session/enrolment',
    'POST /api/session/link',
    'PUT /api/session',
    'POST /api/session/assertions',
    'DELETE /api/session',
    'POST /api/visits',
    'POST /api/officers/invitations',
    'POST /api/officers/passkeys/stop',
    'POST /api/officers/enrolments/options',
    'POST /api/officers/enrolments',
    'POST /api/tokens',
    'DELETE /api/tokens/:id',
    'POST /api/proposals/appointments',
    'POST /api/proposals/dismissals',
  ],
  'the officer’s own': [
    'PUT /api/care',
    'PUT /api/news/seen',
    'PUT /api/drafts/:form',
    'DELETE /api/drafts/:form',
    'POST /api/selections',
    'PUT /api/selections/:id',
    'DELETE /api/selections/:id',
    'PUT /api/notices/own',
    'DELETE /api/notices/own',
    'PUT /api/inbox/deputies/own',
    'DELETE /api/inbox/deputies/own',
    'POST /api/imports',
    'POST /api/blobs',
  ],
  'who sees to what, of which the envelope alone is told': [
    'DELETE /api/inbox/:kind/:id/taken',
    'PUT /api/inbox/:kind/:id/taken',
    'PUT /api/inbox/:kind/:id/hand-over',
  ],
  'the watch’s own words': [
    'POST /api/watch/shifts',
    'DELETE /api/watch/shifts/:id',
    'POST /api/watch/notes',
    'PUT /api/watch/notes/:id/taken',
    'POST /api/watch/calls',
    'PUT /api/watch/contacts/:participant/:contact/test',
  ],
  'who is assigned': [
    'POST /api/assignments',
    'POST /api/assignments/:participant/:id/end',
    'POST /api/assignments/requests',
    'DELETE /api/assignments/requests/:id',
    'POST /api/assignments/requests/:id/refuse',
  ],
  'what the participant owes, whole': [
    'POST /api/cases/refer',
    'POST /api/suspensions',
    'POST /api/suspensions/lift',
    'POST /api/demands',
    'POST /api/demands/:participant/:id/open',
    'POST /api/findings',
    'POST /api/peers/:participant/resume',
    'POST /api/keys/:participant/:hash/destroy',
    'POST /api/ferry/out',
    'POST /api/ferry/in',
    'POST /api/ferry/blobs/:from/:name',
  ],
  'an import’s run, not its records': ['POST /api/imports/:id/cancel'],
  'a read, which is refused as reads are': ['POST /api/records/:participant/:id/blobs/:sha256/showings'],
};

/** Besides what `plantGuarded` planted: another participant's record, a task, and a bulk of persons that was set aside, all guarded. */
export async function plantToActOn({ deps: { db } }: TestNode, { report }: Planted): Promise<Partial<Named>> {
  const foreign = absent.foreign.replace('aaaa', '0001');
  const asOthers = (change: object) => sql`
    insert into record overriding system value select (json_populate_record(r, ${JSON.stringify(change)}::json)).* from record r
    where ref = ${report}`;
  const { rows } = await sql<{ top: number }>`select max(id)::int as top from record`.execute(db);
  const top = rows[0]?.top ?? 0;
  const base = { participant: 'xb', author: 'xb/cyber', wrote: null };
  const digest = (byte: string): string => `\\x${byte.repeat(32)}`;
  const set = { verdict: 'quarantined', code: 'SG-13', ref: foreign.replace('0001', '0002'), digest: digest('02') };
  await asOthers({ ...base, id: top + 1_000, ref: foreign, verdict: 'accepted', digest: digest('01') }).execute(db);
  await asOthers({ ...base, ...set, id: top + 1_001 }).execute(db);
  const task = await sql<{ id: number }>`insert into task (code, record_id, about, cause_id, opened_at)
    select 'source-recalled', id, ref, id, now() from record where ref = ${report} returning id`.execute(db);
  const quarantine = await sql<{ id: number }>`insert into quarantine (gate, source, persons, first_at, last_at)
    values ('arrival', 'xb', 7, now(), now()) returning id`.execute(db);
  return { foreign, task: String(task.rows[0]?.id), quarantine: String(quarantine.rows[0]?.id) };
}
