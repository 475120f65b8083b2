import { createVerifier, decodeBase64, keyIdOf, KeyType, verifyConsistency } from '@tamga/log';
import type { Verifier } from '@tamga/log';
import { witnessName } from '#features/witnesses/model.ts';
import { checkDirectory, fail, openLogCheckpoint, pass, readDocuments, step, unchecked } from '../verify.ts';
import type { Context, Finding, Proof, ReadDocuments, Step } from '../verify.ts';
import { fromBase64url } from '../verify-parts.ts';

type DocumentsOf = (proof: Pick<Proof, 'directory' | 'profile'>) => ReadDocuments;

/**
 * Whether a record's proof holds for third parties too: as many participants as the profile asks for have seen the log that it
 * is in, and none of them a fork of it (design 6). Their absence proves nothing wrong: `unchecked`, a notice. What is shown and does not hold fails.
 */
export const verifyWitnesses = (
  proof: Proof,
  context: Pick<Context, 'alliance'>,
  documentsOf: DocumentsOf = readDocuments,
): Promise<Step> => step('witnesses', () => check(proof, context, documentsOf));

async function check(proof: Proof, context: Pick<Context, 'alliance'>, documentsOf: DocumentsOf): Promise<Finding> {
  const { alliance } = context;
  const { directory, profile } = documentsOf(proof);
  if (!directory || !profile) return unchecked('directory or profile cannot be read');
  const quorum = profile.witnessQuorum ?? 0;
  if (quorum === 0) return pass('nobody, and the profile asks for nobody');
  const { witnessed } = proof;
  if (!witnessed) return unchecked(`fewer than ${quorum} witnesses have cosigned a checkpoint that it leads to`);

  const author = directory.facts.participant;
  const witnesses = new Map<string, string>();
  const verifiers: Verifier[] = [];
  for (const jws of witnessed.directories) {
    const found = documentsOf({ directory: jws, profile: proof.profile });
    const finding = await checkDirectory({ ...found, envelope: null }, context);
    if (finding.outcome !== 'pass' || !found.directory) return fail(finding.value, `a witness: ${finding.why}`);
    const { facts } = found.directory;
    // A log's owner says nothing new by signing twice.
    if (facts.participant === author) continue;
    const name = witnessName(alliance.id, facts.participant);
    witnesses.set(name, facts.participant);
    verifiers.push(...verifiersOf(name, facts));
  }

  const first = await openLogCheckpoint(proof.checkpoint, alliance.id, directory.facts);
  const later = await openLogCheckpoint(witnessed.checkpoint, alliance.id, directory.facts, verifiers);
  if ('outcome' in first) return first;
  if ('outcome' in later) return later;
  if (first.origin !== later.origin) return fail(later.origin, `the record is in ${first.origin}`);
  const consistency = witnessed.consistency.map(decodeBase64);
  verifyConsistency({ size1: first.size, root1: first.root, size2: later.size, root2: later.root, proof: consistency });
  const by = [...new Set(later.cosigners.map((name) => witnesses.get(name) ?? ''))].toSorted();
  if (by.length < quorum) return unchecked(`${by.length} of ${quorum} witnesses have cosigned`);
  return pass(by.join(', '), `cosigned at size ${later.size}; ${quorum} are asked for`);
}

function verifiersOf(name: string, { keys, disowned }: NonNullable<ReadDocuments['directory']>['facts']): Verifier[] {
  const isOwned = (kid: string): boolean => !disowned.some((range) => range.kid === kid);
  const usable = keys.filter((key) => key.use === 'witness' && key.alg === 'Ed25519' && key.realm === 'live');
  return usable
    .filter((key) => isOwned(key.kid))
    .map((key) => {
      const publicKey = fromBase64url(key.publicKey);
      const keyId = keyIdOf(name, KeyType.cosignature, publicKey);
      return createVerifier({ name, keyId, type: KeyType.cosignature, publicKey });
    });
}
