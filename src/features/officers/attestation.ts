import { X509Certificate } from 'node:crypto';

/**
 * Whether a maker vouches for an authenticator: its certificates lead to one of those that the operator put there. Nothing is fetched:
 * neither lists of makers nor of what they took back. `chain`: the attestation's own certificates in DER, the first is the
 * authenticator's (WebAuthn §8.2, `x5c`).
 */
export function isVouchedFor(chain: readonly Uint8Array[], roots: readonly X509Certificate[], now: Date): boolean {
  const certificates = readAll(chain);
  const [first, ...above] = certificates;
  if (!first || certificates.length > maxChain) return false;
  if (!certificates.every((one) => isTimely(one, now)) || !above.every(({ ca }) => ca)) return false;
  for (const [i, one] of above.entries()) if (!isIssuedBy(certificates[i]!, one)) return false;
  const last = certificates.at(-1)!;
  return roots.some(
    (root) =>
      isTimely(root, now) && (root.fingerprint256 === last.fingerprint256 ? above.length > 0 : isIssuedBy(last, root)),
  );
}

const maxChain = 5;

function readAll(chain: readonly Uint8Array[]): X509Certificate[] {
  try {
    return chain.map((der) => new X509Certificate(der));
  } catch {
    return []; // what cannot be read vouches for nothing
  }
}

const isTimely = ({ validFromDate, validToDate }: X509Certificate, now: Date): boolean =>
  validFromDate <= now && now <= validToDate;

const isIssuedBy = (one: X509Certificate, issuer: X509Certificate): boolean =>
  one.checkIssued(issuer) && one.verify(issuer.publicKey);
