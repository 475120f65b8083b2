import type { Viewer } from '#features/officers/model.ts';
import { proofFormat } from './proof-model.ts';
import type { ProofFile } from './proof-model.ts';
import { readProof } from './read.ts';
import type { ReadDeps } from './read.ts';

/** A record's proof with the profiles that lead to it from the anchor. Errors: not-found while it is in no log. */
export async function readProofFile(deps: ReadDeps, ref: string, viewer: Viewer): Promise<ProofFile> {
  const { profile: _, ...proof } = await readProof(deps, ref, viewer);
  const profiles = deps.self.alliance.profiles.map(({ source, endorsements }) => ({
    source,
    endorsements: [...endorsements],
  }));
  return { format: proofFormat, ref, ...proof, profiles };
}
