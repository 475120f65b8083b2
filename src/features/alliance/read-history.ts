import type { Deps } from '#features/records/model.ts';
import { listChanges } from './diff-rules.ts';
import type { Change } from './diff-rules.ts';
import type { DocumentVersion } from './view-model.ts';
import { kidOf } from './directory.ts';
import { endorserOf } from './endorsement.ts';
import type { Alliance, HeldDirectory, HeldProfile, HeldSuccession } from './model.ts';
import { listLearned } from './store.ts';

const maxChanges = 200;

/** Every version that counts, the newest of each document first. */
export async function readHistory({ db, self }: Pick<Deps, 'db' | 'self'>): Promise<DocumentVersion[]> {
  const { alliance } = self;
  const learned = new Map((await listLearned(db)).map((row) => [row.digest, row]));
  return listVersions(alliance).map((version) => {
    const known = learned.get(version.digest);
    return { ...version, learnedFrom: known?.from ?? null, learnedAt: known?.at ?? null };
  });
}

type Version = Omit<DocumentVersion, 'learnedFrom' | 'learnedAt'>;

const listVersions = ({ profiles, history, successions }: Alliance): Version[] => [
  ...profiles.map((held, i) => toProfileVersion(held, profiles[i - 1])).toReversed(),
  ...[...history.values()].flatMap((chain) =>
    chain.map((held, i) => toDirectoryVersion(held, chain[i - 1])).toReversed(),
  ),
  ...[...successions.values()].flatMap((chain) => chain.map((held, i) => toLogEnd(held, chain[i - 1])).toReversed()),
];

function toProfileVersion({ profile, digest, endorsements }: HeldProfile, before: HeldProfile | undefined): Version {
  const { number, previous = null } = profile;
  const by = endorsements.map(endorserOf).toSorted();
  const facts = {
    kind: 'profile' as const,
    participant: null,
    number,
    digest,
    previous,
    issuedAt: null,
    by,
    ended: null,
  };
  return { ...facts, ...changesBetween(before?.profile, profile) };
}

function toDirectoryVersion({ directory, digest, root }: HeldDirectory, before: HeldDirectory | undefined): Version {
  const { participant, number, issuedAt, previous = null } = directory;
  const by = [kidOf(participant, root)];
  const facts = { kind: 'directory' as const, participant, number, digest, previous, issuedAt, by, ended: null };
  return { ...facts, ...changesBetween(before?.directory, directory) };
}

function toLogEnd({ succession, digest, root }: HeldSuccession, before: HeldSuccession | undefined): Version {
  const { participant, log: number, size, next, issuedAt } = succession;
  const facts = {
    kind: 'succession' as const,
    participant,
    number,
    digest,
    previous: before?.digest ?? null,
    issuedAt,
  };
  return { ...facts, by: [kidOf(participant, root)], ended: { size, next }, changes: [], more: 0 };
}

function changesBetween(before: object | undefined, after: object): { changes: Change[]; more: number } {
  const changes = before ? listChanges(before, after) : [];
  return { changes: changes.slice(0, maxChanges), more: Math.max(0, changes.length - maxChanges) };
}
