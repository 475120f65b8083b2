export { makeBackup } from './make.ts';
export type { BackupMade } from './make.ts';
export { checkBackup, claimEmpty, loadBackup, openKeys } from './restore.ts';
export { writeFolder } from './folder.ts';
