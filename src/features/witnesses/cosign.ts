import {
  cosigner,
  createVerifier,
  emptyRoot,
  formatSignatureLine,
  keyIdOf,
  KeyType,
  LogError,
  parseNote,
  parseWitnessRequest,
} from '@tamga/log';
import type { Verifier, WitnessRequest } from '@tamga/log';
import { currentLog, logNamed } from '#features/alliance/model.ts';
import type { Alliance, Self } from '#features/alliance/model.ts';
import { judgeEnds, noteSighting, readVerifiedHead, sayStopped, stopPeer } from '#features/federation/actions.ts';
import { openLogNote } from '#features/log/actions.ts';
import type { OpenedLogNote } from '#features/log/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { fromBase64url } from '#platform/bytes.ts';
import { transaction } from '#platform/db/db.ts';
import type { Tx } from '#platform/db/db.ts';
import { witnessName } from './model.ts';
import type { WitnessedHead } from './model.ts';
import { directoryLine, judgeRequest } from './rules.ts';
import type { WitnessVerdict } from './rules.ts';
import * as store from './store.ts';

/** The answer of C2SP tlog-witness; 409 bears the size to continue from, 200 a signature line. */
export type WitnessAnswer = { status: 200 | 400 | 403 | 404 | 409 | 422 | 429; body: string };

type CosignDeps = Pick<Deps, 'db' | 'self' | 'now' | 'logger'>;
const answer = (status: WitnessAnswer['status'], body: string): WitnessAnswer => ({ status, body: `${body}\n` });

/**
 * Cosigns the newest checkpoint of a peer's log at its owner's request. What was cosigned is remembered durably before the
 * answer is made, so no crash makes this node sign two that contradict each other (I3).
 */
export async function cosignCheckpoint(deps: CosignDeps, asker: string, body: Uint8Array): Promise<WitnessAnswer> {
  const { alliance, code } = deps.self;
  let request: WitnessRequest;
  let origin: string;
  try {
    request = parseWitnessRequest(body);
    origin = parseNote(request.checkpoint).text.split('\n', 1)[0] ?? '';
  } catch (error) {
    if (error instanceof LogError) return answer(400, error.message);
    throw error;
  }
  const { participant = code, log = 0 } = logNamed(alliance, origin) ?? {};
  // A log that its owner's root key has not begun is none that is known here: it is, once the succession is learned.
  if (participant === code || log > currentLog(alliance, participant) || !alliance.directories.has(participant))
    return answer(404, 'no log of this origin is witnessed here');
  if (participant !== asker) return answer(403, 'a log is cosigned at its owner’s request');
  if (log < currentLog(alliance, participant)) return answer(403, 'this log has ended');
  const beyond = log > 1 ? await judgeEnds(deps, participant) : undefined;
  if (beyond) {
    await stopPeer(deps.db, participant, beyond.code, beyond.why, beyond.evidence, deps.now());
    deps.logger.error('peer-stopped', { peer: participant, code: beyond.code });
    return answer(422, beyond.why);
  }
  try {
    const opened = await openLogNote(request.checkpoint, alliance, participant);
    const verdict = await transaction(deps.db, (tx) => advance(tx, deps, participant, request, opened));
    if (!verdict.ok) return toAnswer(verdict);
    await noteSighting(deps, participant, request.checkpoint);
    return { status: 200, body: await signAsWitness(deps, opened.text) };
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    if (error.code === 'bad-signature' || error.code === 'unverified') return answer(403, error.message);
    return answer(isEmptyTree(request) ? 422 : 400, error.message);
  }
}

/** Compares and replaces in one transaction. A peer whose log contradicted itself is cosigned no more. */
async function advance(
  tx: Tx,
  { self, now, logger }: CosignDeps,
  participant: string,
  { oldSize, proof, checkpoint: note }: WitnessRequest,
  { log, size, root, extensions }: OpenedLogNote,
): Promise<WitnessVerdict | { ok: false; code: 'stopped'; why: string }> {
  const stored = await store.lockWitnessed(tx, participant);
  if ((await store.readHolds(tx)).includes(participant))
    return { ok: false, code: 'stopped', why: 'this witness was restored, and asks first what it had cosigned' };
  const pulled = await readVerifiedHead(tx, participant);
  if (pulled.stopped) return { ok: false, code: 'stopped', why: sayStopped(pulled.code) };
  const held = heldDirectory(self.alliance, participant);
  const last = lastOf(log, stored, pulled, held);
  const directory = directoryLine(extensions);
  const at = now();
  const verdict = judgeRequest({ oldSize, proof, size, root, directory }, last, held, at);
  if (!verdict.ok && verdict.code === 'forked') {
    await stopPeer(tx, participant, 'log-forked', verdict.why, { notes: [last?.note ?? '', note] }, at);
    logger.error('peer-stopped', { peer: participant, code: 'log-forked' });
  }
  if (!verdict.ok || !directory) return verdict;
  await store.writeWitnessed(tx, participant, {
    log,
    size,
    root: Buffer.from(root),
    directoryNumber: directory.number,
    directoryDigest: directory.digest,
    note,
    cosignedAt: at,
  });
  return verdict;
}

/** From what the checkpoint has to continue. A log that begins anew continues nothing but the order of directories. */
function lastOf(
  log: number,
  stored: WitnessedHead | undefined,
  pulled: Pulled,
  held: { number: number; digest: string },
): WitnessedHead | undefined {
  if (stored?.log === log) return stored;
  const verified = pulled.log === log ? fromPulled(pulled, held) : undefined;
  if (verified || !stored) return verified;
  return { ...stored, log, size: 0, root: emptyRoot() };
}

type Pulled = Awaited<ReturnType<typeof readVerifiedHead>>;

/** The first checkpoint to cosign continues what was verified while pulling: no fork of that gets a signature. */
function fromPulled(
  { log, size, root, note }: Pulled,
  held: { number: number; digest: string },
): WitnessedHead | undefined {
  if (root === null || note === null) return undefined;
  return {
    log,
    size,
    root: Buffer.from(root),
    note,
    directoryNumber: held.number,
    directoryDigest: held.digest,
    cosignedAt: null,
  };
}

function heldDirectory({ directories }: Alliance, participant: string): { number: number; digest: string } {
  const held = directories.get(participant);
  return { number: held?.directory.number ?? 0, digest: held?.digest ?? '' };
}

function toAnswer(verdict: Exclude<Awaited<ReturnType<typeof advance>>, { ok: true }>): WitnessAnswer {
  switch (verdict.code) {
    case 'size':
      return answer(409, String(verdict.size));
    case 'older':
      return answer(400, verdict.why);
    case 'stopped':
      return answer(403, verdict.why);
    case 'too-soon':
      return answer(429, verdict.why);
    case 'proof':
    case 'forked':
    case 'directory':
      return answer(422, verdict.why);
  }
}

/** A checkpoint of size 0 has one root alone; another one is a wrong claim, not a wrong form. */
const isEmptyTree = ({ checkpoint }: WitnessRequest): boolean => checkpoint.split('\n')[1] === '0';

async function signAsWitness({ self, now }: Pick<CosignDeps, 'self' | 'now'>, text: string): Promise<string> {
  const signer = witnessSigner(self, now);
  const signature = await signer.sign(new TextEncoder().encode(text));
  return formatSignatureLine({ name: signer.name, keyId: signer.keyId, signature });
}

function witnessSigner(self: Self, now: Deps['now']) {
  const { key } = self.keys.witness;
  const publicKey = fromBase64url(key.publicKey, 'witness key', 32);
  return cosigner(
    witnessName(self.alliance.id, self.code),
    publicKey,
    (message) => key.sign(message),
    () => now().getTime(),
  );
}

/** The verifiers of a participant's witness keys; none where its directory is unknown. */
export function witnessVerifiers(alliance: Alliance, participant: string): Verifier[] {
  const keys = alliance.directories.get(participant)?.directory.keys ?? [];
  const name = witnessName(alliance.id, participant);
  return keys
    .filter((key) => key.use === 'witness' && key.realm === 'live')
    .map((key) => {
      const publicKey = fromBase64url(key.publicKey, 'witness key', 32);
      const keyId = keyIdOf(name, KeyType.cosignature, publicKey);
      return createVerifier({ name, keyId, type: KeyType.cosignature, publicKey });
    });
}
