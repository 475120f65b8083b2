import { cosigner, createVerifier, ed25519Signer, formatVerifierKey, KeyType } from '../src/index.ts';

/** A fresh Ed25519 key in all the roles that it can have under one name. */
export async function newKey(name: string) {
  const pair = await crypto.subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('no key pair');
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const sign = async (message: Uint8Array) =>
    new Uint8Array(await crypto.subtle.sign({ name: 'Ed25519' }, pair.privateKey, new Uint8Array(message)));
  const logKey = formatVerifierKey({ name, type: KeyType.ed25519, publicKey });
  const cosignerKey = formatVerifierKey({ name, type: KeyType.cosignature, publicKey });
  return {
    publicKey,
    sign,
    logKey,
    cosignerKey,
    signer: ed25519Signer(name, publicKey, sign),
    verifier: createVerifier(logKey),
    cosignerAt: (seconds: number) => cosigner(name, publicKey, sign, () => seconds * 1000 + 999),
    cosignerVerifier: createVerifier(cosignerKey),
  };
}
