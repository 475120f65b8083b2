import { createSign, KeyObject, X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
export const aaguid = '6d657269-6469-616e-2d6b-657973000001';

type Made = { cert: x509.X509Certificate; keys: Awaited<ReturnType<typeof newKeys>> };
export type Validity = { notBefore?: Date; notAfter?: Date };

const newKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
const valid = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2045-01-01T00:00:00Z') };

/** A certificate of a maker of authenticators, by itself or under another one. */
export async function makeAuthority(
  name: string,
  above?: Made,
  more: Validity & { isCa?: boolean } = {},
): Promise<Made> {
  const keys = await newKeys();
  const cert = await x509.X509CertificateGenerator.create({
    ...valid,
    ...more,
    serialNumber: '01',
    subject: `CN=${name}, O=Meridian Keys, C=XA`,
    issuer: above?.cert.subject ?? `CN=${name}, O=Meridian Keys, C=XA`,
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: (above?.keys ?? keys).privateKey,
    extensions: [new x509.BasicConstraintsExtension(more.isCa ?? true, undefined, true)],
  });
  return { cert, keys };
}

/** What a maker puts into one model of its authenticators (WebAuthn §8.2.1), with the model's number. */
export async function makeLeaf(above: Made, more: Validity & { model?: string } = {}): Promise<Made> {
  const { model = aaguid, ...validity } = more;
  const keys = await newKeys();
  const number = Buffer.concat([Buffer.from([0x04, 0x10]), Buffer.from(model.replaceAll('-', ''), 'hex')]);
  const cert = await x509.X509CertificateGenerator.create({
    ...valid,
    ...validity,
    serialNumber: '02',
    subject: 'CN=Meridian Key 1, OU=Authenticator Attestation, O=Meridian Keys, C=XA',
    issuer: above.cert.subject,
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: above.keys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.Extension('1.3.6.1.4.1.45724.1.1.4', false, number),
    ],
  });
  return { cert, keys };
}

export const derOf = ({ cert }: Made): Uint8Array => new Uint8Array(cert.rawData);
export const asRoot = ({ cert }: Made): X509Certificate => new X509Certificate(Buffer.from(cert.rawData));

/** The statement of format `packed` over a registration (§8.2), with the certificates that lead to the maker. */
export const attesting =
  (leaf: Made, ...above: Made[]) =>
  (signed: Uint8Array): Map<string, unknown> =>
    new Map<string, unknown>([
      ['alg', -7],
      ['sig', new Uint8Array(createSign('sha256').update(signed).sign(KeyObject.from(leaf.keys.privateKey)))],
      ['x5c', [leaf, ...above].map(derOf)],
    ]);
