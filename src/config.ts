import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { TamgaError } from '#platform/errors.ts';

const port = z.coerce.number({ error: 'not a port number' }).int().min(1).max(65_535);

const protections = ['fold', 'blur', 'grey', 'mute'] as const;

/** Settings of one node, from the environment and from `tamga.json` in its folder; the environment wins. */
const configSchema = z.strictObject({
  home: z.string().min(1),
  participant: z.string().regex(/^[a-z][a-z0-9]{1,7}$/, 'not a participant code'),
  bind: z.string().default('127.0.0.1'),
  port: port.default(7400),
  federationPort: port.default(7420),
  /** Where what others made is shown; absent: `contentPortOf`. */
  contentPort: port.exactOptional(),
  /** How browsers reach that port: a name of its own, where no cookie of the node's goes. */
  contentOrigin: z
    .string()
    .regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/, 'not an origin such as https://content.example')
    .exactOptional(),
  /** Names under which browsers reach the node, besides localhost. */
  hosts: z.array(z.string()).default([]),
  /** A PostgreSQL of the operator's own; absent: the node runs the embedded one. */
  databaseUrl: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'not a postgresql:// address')
    .exactOptional(),
  /** For how many days a backup is kept that is made without `--keep-days`. */
  backupKeepDays: z.coerce.number().int().min(1).max(3660).default(30),
  /** What files of one other participant may take here, in GiB. */
  peerBlobGib: z.coerce.number().int().min(1).max(1_000_000).default(64),
  /** After how many minutes a session ends in which nobody does anything. */
  sessionIdleMinutes: z.coerce.number().int().min(1).max(720).default(30),
  /** After how many seconds at most it does again what it does by itself; absent: when each of these things is due, up to ten minutes. */
  pollSeconds: z.coerce.number().int().min(1).max(600).exactOptional(),
  /** A ministry's identity provider, who this node is there, and the file with its secret (in the node's folder, or absolute). */
  oidcIssuer: z
    .url()
    .refine((url) => /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/.test(url), 'not an https:// address')
    .exactOptional(),
  oidcClientId: z.string().min(1).max(255).exactOptional(),
  oidcSecretFile: z.string().min(1).exactOptional(),
  /** What every officer of this node is held to with material that disturbs; officers may only add. */
  mediaCare: z.array(z.enum(protections)).default([...protections]),
  /** Of a demonstration: the file that says which nodes were started with this one. */
  besideFile: z.string().min(1).exactOptional(),
  /** A mail server of the operator's own, by which officers are told that something waits. */
  smtpHost: z
    .string()
    .regex(/^[A-Za-z0-9.:[\]-]{1,255}$/, 'not a host')
    .exactOptional(),
  smtpPort: port.exactOptional(),
  smtpUser: z.string().min(1).max(255).exactOptional(),
  smtpPasswordFile: z.string().min(1).exactOptional(),
  smtpFrom: z.email().exactOptional(),
  /** In which domains officers of which authority may be told: `xa/cyber=cyber.xa.example`. */
  mailDomains: z
    .array(
      z.string().regex(/^[a-z][a-z0-9]{1,7}\/[a-z][a-z0-9-]{0,23}=[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'not authority=domain'),
    )
    .exactOptional(),
  /** Where the pages are, as officers reach them; it stands in mails. */
  pagesUrl: z
    .string()
    .regex(/^https?:\/\/[A-Za-z0-9.:[\]-]+$/, 'not an address such as https://tamga.xa.example')
    .exactOptional(),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});
export type Config = z.infer<typeof configSchema>;

type Environment = Readonly<Record<string, string | undefined>>;

const names: Record<keyof Config, string> = {
  home: 'TAMGA_HOME',
  participant: 'TAMGA_PARTICIPANT',
  bind: 'TAMGA_BIND',
  port: 'TAMGA_PORT',
  federationPort: 'TAMGA_FEDERATION_PORT',
  contentPort: 'TAMGA_CONTENT_PORT',
  contentOrigin: 'TAMGA_CONTENT_ORIGIN',
  hosts: 'TAMGA_HOSTS',
  databaseUrl: 'DATABASE_URL',
  backupKeepDays: 'TAMGA_BACKUP_KEEP_DAYS',
  peerBlobGib: 'TAMGA_PEER_BLOB_GIB',
  sessionIdleMinutes: 'TAMGA_SESSION_IDLE_MINUTES',
  pollSeconds: 'TAMGA_POLL_SECONDS',
  oidcIssuer: 'TAMGA_OIDC_ISSUER',
  oidcClientId: 'TAMGA_OIDC_CLIENT_ID',
  oidcSecretFile: 'TAMGA_OIDC_SECRET_FILE',
  mediaCare: 'TAMGA_MEDIA_CARE',
  besideFile: 'TAMGA_BESIDE_FILE',
  smtpHost: 'TAMGA_SMTP_HOST',
  smtpPort: 'TAMGA_SMTP_PORT',
  smtpUser: 'TAMGA_SMTP_USER',
  smtpPasswordFile: 'TAMGA_SMTP_PASSWORD_FILE',
  smtpFrom: 'TAMGA_SMTP_FROM',
  mailDomains: 'TAMGA_MAIL_DOMAINS',
  pagesUrl: 'TAMGA_PAGES_URL',
  logLevel: 'TAMGA_LOG_LEVEL',
};

const lists: ReadonlySet<string> = new Set<keyof Config>(['hosts', 'mediaCare', 'mailDomains']);

/** Where a node's own settings lie. */
export const settingsOf = (home: string): string => join(home, 'tamga.json');

/** Reads and validates the settings of a node. Errors: config, naming the setting and where it came from. */
export function readConfig(env: Environment): Config {
  const home = resolve(env['TAMGA_HOME'] ?? '.tamga/node');
  const file = settingsOf(home);
  const fromFile: Record<string, unknown> = existsSync(file) ? parseFile(file) : {};
  const fromEnv = Object.fromEntries(
    Object.entries(names).flatMap(([key, name]) => {
      const value = env[name];
      if (value === undefined || value === '') return [];
      return [[key, lists.has(key) ? value.split(',').filter((one) => one !== 'none') : value]];
    }),
  );
  const given: Record<string, unknown> = { ...fromFile, ...fromEnv, home };
  const parsed = configSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const key = String(issue?.path[0] ?? '');
  const from = Object.hasOwn(fromEnv, key) ? (names[key as keyof Config] ?? key) : `${file}${key ? `: ${key}` : ''}`;
  const hint =
    Object.hasOwn(names, key) && !Object.hasOwn(fromEnv, key) ? ` (or set ${names[key as keyof Config]})` : '';
  const why = key !== '' && given[key] === undefined ? 'missing' : (issue?.message ?? 'malformed');
  throw new TamgaError('config', `${from}: ${why}${hint}`);
}

/** Ten below the federation's, as the demonstration has it. */
export const contentPortOf = ({ contentPort, federationPort }: Config): number =>
  contentPort ?? (federationPort >= 1_034 ? federationPort - 10 : 7_410);

/**
 * The origin of what others made. Cookies know hosts and no ports, so it has a host of its own, which is no part of another one of the
 * node's and has none as a part. Errors: config.
 */
export function contentOriginOf(config: Config, hosts: readonly string[]): string {
  const origin = config.contentOrigin ?? `http://${config.participant}-content.localhost:${contentPortOf(config)}`;
  const { hostname } = new URL(origin);
  const within = (one: string, other: string): boolean => one === other || one.endsWith(`.${other}`);
  const own = ['127.0.0.1', '[::1]', ...hosts].find((one) => within(hostname, one) || within(one, hostname));
  if (own === undefined && hostname !== 'localhost') return origin;
  throw new TamgaError(
    'config',
    `contentOrigin: ${hostname} is not apart from ${own ?? hostname}, where the pages are`,
  );
}

function parseFile(path: string): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new TamgaError('config', `${path} is not a JSON object`, { cause });
  }
}

/** The settings as they may be shown: no password. */
export function describeConfig({ databaseUrl, ...rest }: Config): Record<string, unknown> {
  return { ...rest, database: databaseUrl === undefined ? 'embedded' : withoutSecrets(databaseUrl) };
}

/** Server and database; user and password may stand before the last @ or in the query. */
function withoutSecrets(databaseUrl: string): string {
  const { host, pathname } = URL.parse(databaseUrl) ?? { host: '', pathname: '' };
  return `postgresql://…@${host}${pathname}`;
}

/** Where the demo lies, and the first of its ports: the pages take base…base+9, content base+10…base+19, federation base+20…base+29. */
export function readDemoConfig(env: Environment): { home: string; portBase: number } {
  const portBase = port.max(65_500).safeParse(env['TAMGA_PORT_BASE'] ?? '7400');
  if (!portBase.success) throw new TamgaError('config', 'TAMGA_PORT_BASE: not a port number');
  return { home: resolve(env['TAMGA_HOME'] ?? '.tamga'), portBase: portBase.data };
}
