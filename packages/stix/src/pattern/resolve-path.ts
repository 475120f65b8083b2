import type { ObjectPath, PathStep } from './ast.ts';
import { decodeBase64, decodeHex } from './octets.ts';
import type { Observed } from './observed.ts';
import type { Work } from './work.ts';

/**
 * The values to which a path leads from one object, in their native form (STIX 2.1 §9.6.4): octets for `_bin` and `_hex`, the object
 * itself for a reference. What is not there, or malformed, or refers to nothing, gives no value.
 */
export function resolvePath(root: unknown, path: ObjectPath, { objects }: Observed, work: Work): readonly unknown[] {
  let values: readonly unknown[] = [root];
  for (const step of path.steps) {
    work.spend(values.length + 1);
    values = values.flatMap((value) => take(value, step, objects, work)).filter((value) => value !== undefined);
    if (values.length === 0) return values;
  }
  return values;
}

/** Whether the property at the end of a path is there, even where it refers to an object that is not. */
export function hasPath(root: unknown, path: ObjectPath, observed: Observed, work: Work): boolean {
  const last = path.steps.at(-1);
  const parents = resolvePath(root, { ...path, steps: path.steps.slice(0, -1) }, observed, work);
  work.spend(parents.length);
  return parents.some((parent) => last !== undefined && stepInto(parent, last).some((value) => value !== undefined));
}

/** The members of a value that a step names, as they are. */
function stepInto(value: unknown, step: PathStep): readonly unknown[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  if (step.kind === 'key') {
    return !Array.isArray(value) && Object.hasOwn(value, step.key)
      ? [(value as Record<string, unknown>)[step.key]]
      : [];
  }
  if (!Array.isArray(value)) return [];
  return step.kind === 'every' ? (value as unknown[]) : [(value as unknown[])[step.index]];
}

function take(value: unknown, step: PathStep, objects: Observed['objects'], work: Work): readonly unknown[] {
  const members = stepInto(value, step);
  work.spend(members.length);
  if (step.kind !== 'key') return members;
  const { key } = step;
  const follow = (reference: unknown) => (typeof reference === 'string' ? objects.get(reference) : undefined);
  return members.map((member) => {
    if (key.endsWith('_ref')) return follow(member);
    if (typeof member === 'string' && key.endsWith('_hex')) return spent(decodeHex(member), work);
    if (typeof member === 'string' && key.endsWith('_bin')) return spent(decodeBase64(member), work);
    if (!key.endsWith('_refs') || !Array.isArray(member)) return member;
    work.spend(member.length);
    // References to nothing keep their place in the list: [1] is what the list has at 1.
    return (member as unknown[]).map(follow);
  });
}

function spent(octets: Uint8Array | undefined, work: Work): Uint8Array | undefined {
  work.spend((octets?.length ?? 0) + 1);
  return octets;
}
