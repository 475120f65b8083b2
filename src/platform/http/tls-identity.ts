import { sha256, toBase64url } from '../bytes.ts';

/** A key that a server shows, with the certificate that TLS wants around it: both as PEM. */
export type TlsIdentity = {
  /** SubjectPublicKeyInfo, DER, base64url. */
  publicKey: string;
  key: string;
  cert: string;
};

/**
 * By this name of a protocol (RFC 7301) a client says which key it expects, so that a server that has two of them, while its
 * peers learn of the new one, shows each the one that it knows. It speaks HTTP/1.1 then.
 */
export const protocolOf = (publicKey: string): string =>
  `tamga-tls/${toBase64url(sha256(Buffer.from(publicKey, 'base64url'))).slice(0, 22)}`;
