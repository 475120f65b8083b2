/** The name under which a participant cosigns its peers' checkpoints; it outlives its keys, as the log's origin does. */
export const witnessName = (allianceId: string, participant: string): string => `${allianceId}/${participant}/witness`;

/** What a witness remembers of a log: the newest checkpoint that it cosigned, or from which the first has to continue. */
export type WitnessedHead = {
  log: number;
  size: number;
  root: Uint8Array;
  directoryNumber: number;
  directoryDigest: string;
  note: string;
  cosignedAt: Date | null;
};

/** The directory that a checkpoint binds (design 5). */
export type DirectoryLine = { number: number; digest: string };
