import { actorOfTag, attributionsOf, likelihoodTag } from '@tamga/stix';
import type { MispEvent, StixValue } from '@tamga/stix';

/** An exported object, and the authority whose record it is in. */
export type Exported = { author: string; value: StixValue };

/** More authors than these are not named on one tag. */
const maxAuthors = 10;
const isAttribution = 'tamga:attribution="hypothesis"';

/**
 * Events in which every attribution says that it is a hypothesis, whose, and how likely its author holds it (SG-26). MISP attributes by the tag of an
 * actor's galaxy, on an event or an attribute, by the text of a relationship that has no form there, and by the reference from one object to another. Beside the
 * tags stand tags, and on a reference a comment; what was there stays.
 */
export function markAttributions(events: readonly MispEvent[], exported: readonly Exported[]): MispEvent[] {
  const known = readKnown(exported);
  return events.map((event) => markLists(event, known) as MispEvent);
}

/** Who says something of an actor, by its name; what each relationship that attributes says, by its UUID; and everybody. */
type Known = {
  ofActor: ReadonlyMap<string, { authors: Set<string>; likelihoods: Set<string> }>;
  ofText: ReadonlyMap<string, readonly string[]>;
  ofReference: ReadonlyMap<string, string>;
  all: ReadonlySet<string>;
};

function readKnown(exported: readonly Exported[]): Known {
  const nameOf = new Map(exported.map(({ value }) => [value.id, typeof value.name === 'string' ? value.name : '']));
  const ofActor = new Map<string, { authors: Set<string>; likelihoods: Set<string> }>();
  const ofText = new Map<string, string[]>();
  const ofReference = new Map<string, string>();
  const actor = (name: string, author: string) => {
    const one = ofActor.get(name) ?? { authors: new Set<string>(), likelihoods: new Set<string>() };
    one.authors.add(author);
    ofActor.set(name, one);
    return one;
  };
  for (const { author, value } of exported) {
    if (typeof value.name === 'string') actor(value.name, author);
    const said = attributionsOf(value);
    if (said.length === 0) continue;
    const likelihood = likelihoodTag(value.confidence);
    ofText.set(JSON.stringify(value), tagsBy([author], likelihood));
    ofReference.set(String(value.id).slice(-36), `a hypothesis of ${author}, not a fact`);
    for (const { target } of said) actor(nameOf.get(target) ?? '', author).likelihoods.add(likelihood ?? '');
  }
  return { ofActor, ofText, ofReference, all: new Set(exported.map(({ author }) => author)) };
}

const tagsBy = (authors: Iterable<string>, likelihood: string | undefined): string[] => [
  isAttribution,
  ...[...authors].slice(0, maxAuthors).map((author) => `tamga:attributed-by="${author}"`),
  ...(likelihood === undefined || likelihood === '' ? [] : [likelihood]),
];

type Part = Record<string, unknown>;
const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value);
const partsIn = (value: unknown): Part[] => (Array.isArray(value) ? value.filter(isPart) : []);

function markLists(part: Part, known: Known): Part {
  const added = marksOf(part, known);
  const lists = ['Attribute', 'Object', 'ObjectReference'].filter((name) => Array.isArray(part[name]));
  const marked = lists.map((name) => [name, partsIn(part[name]).map((one) => markLists(one, known))]);
  const said = known.ofReference.get(typeof part.referenced_uuid === 'string' ? String(part.uuid) : '');
  return {
    ...part,
    ...(Object.fromEntries(marked) as Part),
    ...(added.length === 0 ? {} : { Tag: [...partsIn(part.Tag), ...added.map((name) => ({ name }))] }),
    ...(said === undefined ? {} : { comment: said }),
  };
}

/** The tags that a part lacks. */
function marksOf(part: Part, known: Known): string[] {
  const names = partsIn(part.Tag).map(({ name }) => String(name));
  const ofText = part.type === 'text' ? (known.ofText.get(String(part.value)) ?? []) : [];
  const actors = names.flatMap((name) => actorOfTag(name) ?? []);
  const ofActors = actors.length === 0 ? [] : actorTags(actors, known);
  return [...new Set([...ofText, ...ofActors])].filter((name) => !names.includes(name));
}

/** Where several say how likely it is, and not alike, no tag says it: it would be read of all of them. */
function actorTags(actors: readonly string[], { ofActor, all }: Known): string[] {
  const said = actors.flatMap((name) => ofActor.get(name) ?? []);
  const authors = new Set(said.flatMap((one) => [...one.authors]));
  const [likelihood, ...others] = new Set(said.flatMap((one) => [...one.likelihoods]));
  return tagsBy(
    authors.size === 0 ? all : authors,
    others.length === 0 && actors.length === 1 ? likelihood : undefined,
  );
}
