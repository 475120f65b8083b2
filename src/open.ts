import { randomBytes, X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { startPostgres } from '#platform/db/embedded.ts';
import { holdProcessLock } from '#platform/db/process-lock.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { readSecret, writeSecret } from '#platform/keys/key-file.ts';
import type { Config } from './config.ts';

/** Whatever is wrong with what a node reads at its start, the error says where that lies. */
export function readIn<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const message = messageOf(cause);
    if (cause instanceof TamgaError && message.includes(where)) throw cause;
    const code = cause instanceof TamgaError ? cause.code : 'config';
    throw new TamgaError(code, `${where}: ${message}`, { cause });
  }
}

/** Where a node's blobs lie. */
export const blobFolderOf = (home: string): string => join(home, 'blobs');

/** How long a node that is ending may keep its folder before the next one gives up. */
const handOverMs = 5_000;

/** Certificates of the makers of authenticators whom the operator trusts: `attestation-roots/*.pem`, each one or more. Errors: config. */
export function readAttestationRoots(home: string): X509Certificate[] {
  const folder = join(home, 'attestation-roots');
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.pem'));
  return files.toSorted().flatMap((name) => {
    const path = join(folder, name);
    const found = readFileSync(path, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    return readIn(path, () => found.map((pem) => new X509Certificate(pem)));
  });
}

/** The identity provider of the settings, with the secret that lies in a file of mode 0600. Errors: config; keys. */
export function readIdentityProvider({ home, oidcIssuer, oidcClientId, oidcSecretFile }: Config) {
  if (oidcIssuer === undefined) return undefined;
  if (oidcClientId === undefined) throw new TamgaError('config', 'oidcClientId is missing beside oidcIssuer');
  const provider = { issuer: oidcIssuer, clientId: oidcClientId };
  return oidcSecretFile === undefined
    ? provider
    : { ...provider, clientSecret: readSecret(resolve(home, oidcSecretFile)).trim() };
}

const besideSchema = z.strictObject({
  secret: z.string().min(43),
  nodes: z.array(z.strictObject({ code: z.string(), name: z.string(), url: z.url(), officer: z.string() })),
});

/** Which nodes a demonstration started with this one; the file holds their common secret and has mode 0600. Errors: config; keys. */
export const readBeside = (path: string): z.infer<typeof besideSchema> =>
  readIn(path, () => besideSchema.parse(JSON.parse(readSecret(path))));

/** How officers are told by e-mail, where the operator has set it up; the password lies in a file of mode 0600. Errors: config; keys. */
export function readNoticeSettings(config: Config) {
  const { home, smtpHost, smtpPort = 587, smtpUser, smtpPasswordFile, smtpFrom, mailDomains = [] } = config;
  if (smtpHost === undefined) return undefined;
  if (smtpFrom === undefined) throw new TamgaError('config', 'smtpFrom is missing beside smtpHost');
  if (mailDomains.length === 0) throw new TamgaError('config', 'mailDomains is missing beside smtpHost');
  const domains = mailDomains.map((entry) => entry.split('=', 2) as [string, string]);
  const password = smtpPasswordFile === undefined ? undefined : readSecret(resolve(home, smtpPasswordFile)).trim();
  return {
    server: {
      host: smtpHost,
      port: smtpPort,
      from: smtpFrom,
      ...(smtpUser === undefined ? {} : { user: smtpUser }),
      ...(password === undefined ? {} : { password }),
    },
    domains: new Map(
      [...Map.groupBy(domains, ([authority]) => authority)].map(([authority, all]) => [
        authority,
        all.map(([, domain]) => domain),
      ]),
    ),
    pagesUrl: config.pagesUrl ?? `http://${config.participant}.localhost:${config.port}`,
  };
}

/** One node per folder: a second one would make new tokens under the first. */
export const holdHome = (home: string): Promise<AsyncDisposable> =>
  holdProcessLock(`node ${realpathSync(home)}`, handOverMs).catch((cause: unknown) => {
    throw new TamgaError('config', `${home} is in use by another node: stop that one first`, { cause });
  });

/** A lone node owns its PostgreSQL; its role's password lies beside the data. The operator's own is not watched. */
export async function findDatabase(
  { home, databaseUrl }: Config,
  stack: AsyncDisposableStack,
): Promise<{ url: string; ended: Promise<void> }> {
  if (databaseUrl !== undefined) return { url: databaseUrl, ended: new Promise(() => {}) };
  const postgres = stack.use(await startPostgres({ dir: join(home, 'postgres') }));
  const path = join(home, 'database-password');
  if (!existsSync(path)) writeSecret(path, randomBytes(24).toString('base64url'));
  return { url: await postgres.createDatabase('tamga', 'tamga', readSecret(path)), ended: postgres.ended };
}
