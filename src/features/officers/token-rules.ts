import { TamgaError } from '#platform/errors.ts';
import type { Role, Session } from './model.ts';
import { hasPower } from './rules.ts';
import { powerOfScope, scopes } from './token-model.ts';
import type { Scope } from './token-model.ts';

export const scopesOf = (role: Role): Scope[] => scopes.filter((scope) => hasPower(role, powerOfScope[scope]));

const words = (text: string): string[] => text.split(' ');

const reading = [
  ...words('readAlliance listParticipants listDocuments listReferrals listRecords readRecord readProof readAlarm'),
  ...words('listThreats countThreats readThreat compareVersions findPaths listNeighbours listHypotheses readBoard'),
  ...words('readThreatPlaces readMatrix readTimeline readGraph'),
  ...words('readIncident listInbox countInbox listTasks listImports listRefused'),
  // Who may read what, who is on duty, what changed: outer facts, and no words of an officer's.
  ...words('listAssignments readOwnCover readHome readWatch listShifts listContacts listFigures listCounted'),
];

const exporting = words('planExport exportStix exportMisp readProofFile readBlob');

/** By operation: the scopes of which one is enough. What is not here, a token does not do, whoever its officer is. */
export const scopesByOperation: ReadonlyMap<string, readonly Scope[]> = new Map<string, readonly Scope[]>([
  // As whom it asks, and how to ask.
  ['readSession', scopes],
  ['readDescription', scopes],
  ['readKinds', scopes],
  ...reading.map((id): [string, Scope[]] => [id, ['read']]),
  ...exporting.map((id): [string, Scope[]] => [id, ['export']]),
  ['importText', ['import']],
  ['readImport', ['read', 'import']],
  ['readImportProgress', ['read', 'import']],
  ['cancelImport', ['import']],
  ['addBlob', ['import', 'submit']],
  ['submitRecord', ['submit']],
  // Bytes that wait for officers: a program writes them, and two persons answer for them.
  ['propose', ['propose']],
  ['listProposals', ['read', 'propose']],
  ['readProposal', ['read', 'propose']],
]);

/** Errors: forbidden (token-scope). */
export function requireScope({ token }: Session, operation: string): void {
  if (!token) return;
  const enough = scopesByOperation.get(operation) ?? [];
  if (enough.some((scope) => token.scopes.includes(scope))) return;
  const why =
    enough.length > 0
      ? `this takes the scope ${enough.join(' or ')}; the token has ${token.scopes.join(', ')}`
      : 'no token does this: an officer does, signed in';
  throw new TamgaError('forbidden', why, { detail: { code: 'token-scope' } });
}
