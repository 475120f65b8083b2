import { isPersonBearing, unreadReferences } from '@tamga/stix';
import type { Finding, StixValue } from '@tamga/stix';
import type { ImportItem, ItemFinding, ItemFindings } from './model.ts';

/** Of each run, findings of so many bytes as JSON are kept. */
export const maxFindingBytes = 16 * 1024 * 1024;
/** Of each object so many errors, and as many warnings, are looked for; of the warnings some are kept, the others are counted. */
export const maxFindings = 25;
const maxWarnings = 10;
/** Paths are made of the object's own member names, which may be of any length; longer ones are cut, and say how long they are. */
const maxText = 1_000;

const standard = 'STIX 2.1 §';
/** Before what is no clause of the standard, where findings are kept. */
const elsewhere = '=';
type Packed = [path: string, code: string, clause: string, message: string];

const cut = (text: string): string =>
  text.length > maxText ? `${text.slice(0, maxText)}… (${count(text.length)})` : text;
const count = (length: number): string => `${length.toLocaleString('en')} ${length === 1 ? 'character' : 'characters'}`;

/**
 * Findings are no content: they outlive what they are about, and lie in the clear. Values that a message repeats are left out, whatever
 * quotation marks are in them; the path says where they stand, and of a text that stands there the message how long it is.
 */
function withoutValues(message: string, path: string, value: unknown): string {
  const at = lookUp(value, path);
  // Where the message repeats another thing, such as the name of the property, the length would be told of that.
  const sayLength = (quoted: string): string =>
    typeof at === 'string' && at.startsWith(quoted.slice(1, -1).replace(/…$/, ''))
      ? `a text of ${count(at.length)}`
      : '…';
  return message.replace(/"[^]*"/, sayLength).replace(/'[^]*'/, '…');
}

/** What stands at a JSON pointer (RFC 6901); undefined where nothing does. */
function lookUp(value: unknown, path: string): unknown {
  let at = value;
  for (const step of path.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null) return undefined;
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    at = Object.hasOwn(at, name) ? (at as Record<string, unknown>)[name] : undefined;
  }
  return at;
}

/** Of what describes a person no more than a property that the standard could name (design 8). */
const impersonal = (path: string): string => /^\/[a-z_]{1,40}(?=\/|$)/.exec(path)?.[0] ?? '';

/** What is no object has no property to name; that it is none says nothing of anybody. */
const impersonalMessage = (code: string): string => (code === 'not-an-object' ? '… is no object' : '');

const packed =
  (value: unknown, isPerson: boolean) =>
  ({ path, code, clause, message }: Finding): Packed => [
    isPerson ? impersonal(path) : cut(path),
    code,
    clause.startsWith(standard) ? clause.slice(standard.length) : `${elsewhere}${clause}`,
    isPerson ? impersonalMessage(code) : cut(withoutValues(message, path, value)),
  ];
const unpack = ([path, code, clause, message]: Packed): ItemFinding => ({
  path,
  code,
  clause: clause.startsWith(elsewhere) ? clause.slice(elsewhere.length) : `${standard}${clause}`,
  message,
});

const isObject = (value: unknown): value is StixValue =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is found in one object, by the validator and by the node. */
export type Found = { errors: readonly Finding[]; warnings: readonly Finding[]; truncated: boolean };

/** A reference has so many characters at least; what is shorter than the limit's number of them is not counted. */
const minReference = 40;
const countedFrom = 10_000 * minReference;

/** Adds, in the first place, how many of an object's references are read, where these are not all. `size`: of its text. */
export function withReferences(found: Found, value: StixValue, size: number): Found {
  const unread = size < countedFrom ? undefined : unreadReferences(value);
  if (unread === undefined) return found;
  const [all, read] = [unread.all, unread.read].map((n) => n.toLocaleString('en'));
  const message = `of its ${all} references the first ${read} are read: no search for neighbours and paths knows the others`;
  const one = { path: '', code: 'references-unread', clause: 'docs/limits.md', message };
  return { ...found, warnings: [one, ...found.warnings] };
}

/** What is kept of the validator's findings about one object: how many, and what they are as text, null where nothing of it is kept. */
export type KeptFindings = { errors: number; warnings: number; findings: string | null };
export const noFindings: KeptFindings = { errors: 0, warnings: 0, findings: null };
export type KeepFindings = (value: unknown, findings: Found) => KeptFindings;

/** Of a run, findings are kept up to `maxBytes`; beyond that they are counted. */
export function createKeepFindings(maxBytes: number): KeepFindings {
  let left = maxBytes;
  return (value, { errors, warnings, truncated }) => {
    if (errors.length + warnings.length === 0) return noFindings;
    const counts = { errors: errors.length, warnings: warnings.length };
    if (left <= 0) return { ...counts, findings: null };
    const isCut = truncated || warnings.length > maxWarnings;
    const pack = packed(value, !isObject(value) || isPersonBearing(value));
    const findings = JSON.stringify([errors.map(pack), warnings.slice(0, maxWarnings).map(pack), isCut ? 1 : 0]);
    left -= findings.length;
    return { ...counts, findings };
  };
}

/** Reads what `createKeepFindings` wrote. */
export function parseFindings(text: string): ItemFindings {
  const [errors, warnings, isCut] = JSON.parse(text) as [Packed[], Packed[], number];
  return { errors: errors.map(unpack), warnings: warnings.map(unpack), more: isCut === 1 };
}

/** Findings of one code, and the first of them as an example. */
export type FindingGroup<Item> = { code: string; count: number; objects: number; item: Item; first: ItemFinding };

/** The findings of a report by their codes, the most frequent first. */
export function groupFindings<Item extends Pick<ImportItem, 'findings'>>(
  items: readonly Item[],
  level: 'errors' | 'warnings',
): FindingGroup<Item>[] {
  const groups = new Map<string, FindingGroup<Item>>();
  for (const item of items) {
    const seen = new Set<string>();
    for (const finding of item.findings?.[level] ?? []) {
      const group = groups.get(finding.code) ?? { code: finding.code, count: 0, objects: 0, item, first: finding };
      group.count += 1;
      if (!seen.has(finding.code)) group.objects += 1;
      seen.add(finding.code);
      groups.set(finding.code, group);
    }
  }
  return [...groups.values()].toSorted((a, b) => b.count - a.count);
}
