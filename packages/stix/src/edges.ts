import { isAttributing } from './attributing.ts';
import { referringMembers } from './referring-members.ts';
import { typeOfId } from './validate/identifiers.ts';
import { isPersonBearing } from './persons.ts';
import { DOMAIN_TYPES } from './types.ts';
import type { StixValue } from './types.ts';

/** What an object says about two objects: a relationship of others, or a reference of its own (then `source` is its own id). */
export interface Edge {
  readonly source: string;
  readonly target: string;
  /** The `relationship_type`, or the name of the member that refers: `object_refs`, `resolves_to_refs`. */
  readonly relation: string;
  /** Whether it says who or where something comes from, however that is spelled. */
  readonly attributes: boolean;
}

/** Most references that are read of one object. */
const MAX_REFERENCES = 10_000;
const MAX_RELATION = 100;

const IMPERSONAL_OBSERVABLES: readonly string[] = [
  'artifact',
  'autonomous-system',
  'directory',
  'domain-name',
  'file',
  'ipv4-addr',
  'ipv6-addr',
  'mac-addr',
  'mutex',
  'network-traffic',
  'process',
  'software',
  'url',
  'windows-registry-key',
  'x509-certificate',
];

/**
 * Types none of whose objects describes a person, whatever its members say ({@link isPersonBearing}). Of an object of any other type
 * that is not at hand nobody can tell: not of observed data either, which may hold an address, nor of an actor, who may be one person.
 */
export const IMPERSONAL_TYPES: ReadonlySet<string> = new Set([
  ...DOMAIN_TYPES.filter((type) => !['identity', 'observed-data', 'threat-actor'].includes(type)),
  ...IMPERSONAL_OBSERVABLES,
]);

/** Types all of whose objects describe a person, an account or a message, as far as the type tells. */
const isPersonType = (type: string): boolean => type !== 'identity' && isPersonBearing({ type });

/** How many references an object has where that is more than are read of it, and how many are; undefined where all are read. */
export function unreadReferences(value: StixValue): { readonly read: number; readonly all: number } | undefined {
  const all = readEdges(value, Infinity).length;
  return all > MAX_REFERENCES ? { read: MAX_REFERENCES, all } : undefined;
}

/**
 * The references of an object, each once: the ends of a relationship, and what members called `…_ref` and `…_refs` name, in the object
 * itself and in its extensions. Not its author, not its markings. Objects that describe persons have none, and none leads to an object
 * whose type alone says that it is a person's; whether an identity is a person's, only that object tells.
 */
export const edgesOf = (value: StixValue): Edge[] => readEdges(value, MAX_REFERENCES);

function readEdges(value: StixValue, max: number): Edge[] {
  const { id, type } = value;
  if (typeof id !== 'string' || isPersonBearing(value)) return [];
  const found = new Map<string, Edge>();
  const add = (source: unknown, target: unknown, relation: string): void => {
    if (!isEnd(source) || !isEnd(target) || source === target || found.size >= max) return;
    const said = relation.slice(0, MAX_RELATION);
    found.set(`${said} ${source} ${target}`, { source, target, relation: said, attributes: isAttributing(relation) });
  };
  if (type === 'relationship') {
    const { relationship_type: relation, source_ref: source, target_ref: target } = value;
    if (typeof relation === 'string' && relation !== '') add(source, target, relation);
    return [...found.values()];
  }
  for (const [member, targets] of referringMembers(value)) for (const target of targets) add(id, target, member);
  return [...found.values()];
}

const isEnd = (id: unknown): id is string => {
  const type = typeof id === 'string' && id.length <= 300 ? typeOfId(id) : undefined;
  return type !== undefined && !isPersonType(type);
};
