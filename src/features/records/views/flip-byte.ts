import type { Proof } from '../verify.ts';

/** Where a byte was changed: which part, at which place of it, from what to what. */
export type Flip = { part: 'content' | 'seal'; place: number; from: number; to: number };

/** A copy of a proof in which one bit of one byte is another one: of the content where it is here, else of the seal. */
export function flipByte(proof: Proof, chance: number): { proof: Proof; flip: Flip } {
  const text = proof.body ?? proof.jws;
  // Among letters that stand for one byte each, and stay letters: what is checked is the seal, not the reading of text.
  const places = [...text.matchAll(/[b-y]/g)].map(({ index }) => index);
  const at = places[Math.min(places.length - 1, Math.floor(chance * places.length))] ?? 0;
  const from = text.charCodeAt(at);
  const to = from ^ 1;
  const changed = text.slice(0, at) + String.fromCharCode(to) + text.slice(at + 1);
  const place = new TextEncoder().encode(text.slice(0, at)).length;
  return proof.body === null
    ? { proof: { ...proof, jws: changed }, flip: { part: 'seal', place, from, to } }
    : { proof: { ...proof, body: changed }, flip: { part: 'content', place, from, to } };
}
