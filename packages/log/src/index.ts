/**
 * A Merkle log after RFC 9162 with the files and notes of C2SP (tlog-tiles, tlog-checkpoint, signed-note, tlog-cosignature,
 * tlog-proof, requests of tlog-witness), made and checked. Runs unchanged in Node and in browsers: no I/O, no clock, no private key.
 *
 * Left out: subtree proofs, ML-DSA-44 signatures (their keys are read, not used) and witness policies.
 */
export { LogError } from './errors.ts';
export type { LogErrorCode } from './errors.ts';
export { decodeBase64, encodeBase64 } from './base64.ts';
export { emptyRoot, hashLeaf, hashNode } from './hash.ts';
export { beginningByProof, verifyConsistency, verifyInclusion } from './proof.ts';
export type { ConsistencyClaim, InclusionClaim } from './proof.ts';
export { rootOfTiles, tileWidth } from './tile.ts';
export type { ReadTile, Tile } from './tile.ts';
export { appendToTiles } from './append.ts';
export type { Appended } from './append.ts';
export { createProver } from './prover.ts';
export type { Prover } from './prover.ts';
export { entriesPath, parseTilePath, tilePath } from './tile-path.ts';
export type { TileIndex, TilePath } from './tile-path.ts';
export { decodeEntries, encodeEntries } from './entries.ts';
export { formatVerifierKey, keyIdOf, KeyType, parseVerifierKey } from './verifier-key.ts';
export type { VerifierKey } from './verifier-key.ts';
export { createVerifier } from './verifier.ts';
export type { Verifier } from './verifier.ts';
export { formatNote, formatSignatureLine, parseNote, parseSignatureLine } from './note.ts';
export type { Note, NoteSignature } from './note.ts';
export { openNote } from './open-note.ts';
export type { OpenedNote, VerifiedSignature } from './open-note.ts';
export { ed25519Signer, signNote } from './sign.ts';
export type { SignBytes, Signer } from './sign.ts';
export { cosignatureTime, cosigner } from './cosignature.ts';
export { formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
export type { Checkpoint } from './checkpoint.ts';
export { openCheckpoint } from './open-checkpoint.ts';
export type { OpenedCheckpoint } from './open-checkpoint.ts';
export { formatProof, parseProof, verifyProof } from './tlog-proof.ts';
export type { ProofExpectation, ProofFile } from './tlog-proof.ts';
export { formatWitnessRequest, parseWitnessRequest } from './witness-request.ts';
export type { WitnessRequest } from './witness-request.ts';
export { verifyContradiction } from './contradiction.ts';
export type { Contradiction } from './contradiction.ts';
