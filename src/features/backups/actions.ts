export { writeBlobs } from './blobs.ts';
export { makeBackup } from './make.ts';
export type { BackupMade } from './make.ts';
export { pruneBackups } from './prune.ts';
export type { Pruned } from './prune.ts';
export { endUnfinished, listKept, readBackupsGoneBy } from './register.ts';
export { checkBackup, claimEmpty, loadBackup, openKeys } from './restore.ts';
export { writeFolder } from './folder.ts';
