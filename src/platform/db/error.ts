export type DatabaseErrorCode =
  | 'postgres-missing' // no PostgreSQL package for this machine is installed
  | 'postgres-folder' // a folder is not ours, or its path is too long for a socket
  | 'postgres-start' // the server ended or did not answer in time
  | 'name-invalid' // a database or role name that would need quoting
  | 'migration-name' // a file in the migrations folder that is not `0001-name.sql`
  | 'migration-changed' // an applied migration's file has other bytes now
  | 'migration-missing' // an applied migration's file is gone
  | 'migration-newer' // a newer release has migrated the database
  | 'migration-older' // a command that does not migrate met the database of an earlier release
  | 'migration-order' // a new migration sorts before one already applied
  | 'migration-failed' // SQL in a migration failed; nothing of that file was kept
  | 'number-unsafe' // an int8 beyond what a JavaScript number holds exactly
  | 'dump' // tables whose rows cannot be put back one table after the other
  | 'lock-timeout'; // another process held the lock for too long

export class DatabaseError extends Error {
  override name = 'DatabaseError';
  readonly code: DatabaseErrorCode;

  constructor(code: DatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
