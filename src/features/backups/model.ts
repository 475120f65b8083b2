import { z } from 'zod';

/** The form that this release writes and reads; `docs/protocol/backups.md` describes it. */
export const backupFormat = 'tamga-backup/1';

/** First part of a backup: whose it is, and as of which head of its log. */
export const backupHeadSchema = z.strictObject({
  format: z.literal(backupFormat),
  participant: z.string().regex(/^[a-z][a-z0-9]{1,7}$/),
  /** Digest of the first profile. */
  anchor: z.string().min(1).max(100),
  madeAt: z.iso.datetime({ precision: 3 }),
  head: z.strictObject({ log: z.int().min(1), size: z.int().min(0), root: z.string().max(64) }).exactOptional(),
  migrations: z.array(z.strictObject({ name: z.string().max(100), sha256: z.string().max(64) })).max(10_000),
});
export type BackupHead = z.infer<typeof backupHeadSchema>;

/** A backup in the node's register. `finishedAt` is null while it is written, and where it broke off. */
export type KeptBackup = { id: number; path: string; madeAt: Date; finishedAt: Date | null; keepUntil: string };

/** Under this name a backup is written until it is whole. */
export const unfinishedPath = (path: string): string => `${path}.unfinished`;

/** What of a node's folder a backup may hold and a restore may write; nothing leads out of the folder. */
export const documentPath =
  /^(alliance\/(directories\/)?[A-Za-z0-9][A-Za-z0-9._@-]{0,80}|officers\.json|tamga\.json|tls\.crt)$/;
export const keyPath = /^keys\/[A-Za-z0-9][A-Za-z0-9._@-]{0,80}$/;

export const documentSchema = (path: RegExp) =>
  z.strictObject({ path: z.string().regex(path), text: z.string().max(4 * 1024 * 1024) });
export type FolderFile = { path: string; text: string };

export const keysSchema = z.strictObject({ files: z.array(documentSchema(keyPath)).max(1000) });

/** A blob's file: its name and its length in bytes. */
export const blobSchema = z.strictObject({ name: z.string().regex(/^[0-9a-f]{32}$/), size: z.int().min(0) });

const word = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
export const tableSchema = z.strictObject({ table: word, columns: z.array(word).min(1).max(200) });
export const tableEndSchema = z.strictObject({ rows: z.int().min(0) });
