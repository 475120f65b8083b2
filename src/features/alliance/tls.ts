import { webcrypto } from 'node:crypto';
import { toBase64url } from '#platform/bytes.ts';

export type TlsIdentity = {
  keyPem: string;
  certPem: string;
  /** SubjectPublicKeyInfo, DER, base64url. */ publicKey: string;
};

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** A key for TLS with the certificate that the protocol wants around it; peers look at nothing but the key. */
export async function makeTlsIdentity(participant: string, now: Date): Promise<TlsIdentity> {
  // Whoever makes no certificate does not load them: they take a tenth of a node's start, with the passkeys' library.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${participant}`,
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(now.getTime() - 86_400_000),
    notAfter: new Date(now.getTime() + 20 * 365 * 86_400_000),
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const spki = new Uint8Array(await webcrypto.subtle.exportKey('spki', keys.publicKey));
  const keyPem = `-----BEGIN PRIVATE KEY-----\n${(pkcs8.match(/.{1,64}/g) ?? []).join('\n')}\n-----END PRIVATE KEY-----\n`;
  return { keyPem, certPem: cert.toString('pem'), publicKey: toBase64url(spki) };
}
