import { asSeen } from './lines.ts';
import type { Comparison } from './pattern/ast.ts';
import { comparisonsOf } from './pattern/inspect.ts';
import { parsePattern } from './pattern/parse-pattern.ts';
import { PatternError } from './pattern/pattern-error.ts';
import { PERSON_ATTRIBUTES, PERSON_OBJECTS, PERSON_OBSERVABLES, PERSON_TYPES, PERSON_WORDS } from './person-types.ts';
import type { StixValue } from './types.ts';
import { typeOfId } from './validate/identifiers.ts';

/** Classes of identity that are known to be no single person (STIX 2.1 §10.7). */
const IMPERSONAL_CLASSES: ReadonlySet<unknown> = new Set(['group', 'system', 'organization', 'class']);

/** References to observables that are persons' accounts or addresses, whatever object they start from (STIX 2.1 §6). */
const PERSON_REFERENCES: ReadonlySet<string> = new Set([
  'bcc_refs',
  'belongs_to_ref',
  'cc_refs',
  'creator_user_ref',
  'from_ref',
  'sender_ref',
  'to_refs',
]);

/** Words that begin a path to persons, wherever they stand: in a constant as well. */
const PERSON_PATH = /(?:^|[^\w-])(?:email-addr|email-message|user-account):/i;
const PERSON_NAMES = new RegExp([...PERSON_OBSERVABLES, ...PERSON_REFERENCES].join('|'), 'i');

/**
 * Whether an object describes a person or one person's account, address or message. Such objects are kept where a case needs them and are
 * never indexed, searched or correlated. In doubt the answer is yes: an identity of unknown class counts as a person.
 */
export function isPersonBearing(value: StixValue): boolean {
  const { type } = value;
  if (typeof type !== 'string') return false;
  if (PERSON_OBSERVABLES.has(type)) return true;
  if (type === 'identity') return !IMPERSONAL_CLASSES.has(value.identity_class);
  // STIX 2.1 §10.3: who has the means of one person is one.
  if (type === 'threat-actor') return isIndividual(value.resource_level);
  if (type === 'observed-data') return holdsPerson(value.objects);
  if (type === 'language-content') return isPersonId(value.object_ref);
  if (type === 'x-misp-attribute') return isPersonMispAttribute(value);
  if (type === 'x-misp-object') return isPersonObject(value);
  return isPersonTypeName(type);
}

const isIndividual = (level: unknown): boolean => typeof level === 'string' && asSeen(level) === 'individual';

/** STIX 2.1 §7.1: what translates a person's name says it. Whether an identity is a person's only that identity tells. */
function isPersonId(id: unknown): boolean {
  const type = typeof id === 'string' ? typeOfId(id) : undefined;
  return type !== undefined && isPersonBearing({ type });
}

/** Whether a type by its name alone is about persons: it ends in a name that is known for it, or has a word that says so. */
function isPersonTypeName(type: string): boolean {
  const words = type.split('-');
  if (words.some((word) => PERSON_WORDS.has(word))) return true;
  return words.some((_, from) => {
    const name = words.slice(from).join('-');
    return PERSON_TYPES.has(name) || PERSON_ATTRIBUTES.has(name) || PERSON_OBJECTS.has(name);
  });
}

/** STIX 2.1 §4.14: the deprecated `objects` of observed data, observables by a name of their own. */
const holdsPerson = (objects: unknown): boolean =>
  typeof objects === 'object' && objects !== null && Object.values(objects).some(mayBePerson);

/** What calls itself nothing may be one. */
const mayBePerson = (one: unknown): boolean =>
  typeof one === 'object' &&
  one !== null &&
  (typeof (one as StixValue).type !== 'string' || isPersonBearing(one as StixValue));

/**
 * What counts towards a bulk of persons: an object that describes one, and an indicator that looks for one's address, message or account.
 */
export const tellsOfPerson = (value: StixValue): boolean =>
  isPersonBearing(value) || (typeof value.pattern === 'string' && isPersonPattern(value.pattern));

/**
 * Whether a STIX pattern looks for addresses, messages or accounts of persons, at the beginning of a path, by a reference within it, or
 * by the name of the type; its text is then not to be indexed. What is no readable pattern counts if such a name stands anywhere in it.
 */
export function isPersonPattern(pattern: string): boolean {
  if (PERSON_PATH.test(pattern)) return true;
  try {
    return [...comparisonsOf(parsePattern(pattern).expression)].some(isPersonComparison);
  } catch (error) {
    if (error instanceof PatternError) return PERSON_NAMES.test(pattern);
    throw error;
  }
}

/** Whether a comparison is with something of a person's, by its path or by the name of a type that it compares with. */
export function isPersonComparison({ path, constants }: Comparison): boolean {
  return (
    isPersonBearing({ type: path.objectType.toLowerCase() }) ||
    path.steps.some((step) => step.kind === 'key' && PERSON_REFERENCES.has(step.key.toLowerCase())) ||
    constants.some(({ kind, value }) => kind === 'string' && PERSON_OBSERVABLES.has(value.toLowerCase()))
  );
}

function isPersonMispAttribute({
  x_misp_type: type,
  x_misp_category: category,
  x_misp_value: text,
}: StixValue): boolean {
  if (isPersonAttribute(type) || category === 'Person') return true;
  return type === 'stix2-pattern' && typeof text === 'string' && isPersonPattern(text);
}

function isPersonAttribute(type: unknown): boolean {
  return typeof type === 'string' && type.split('|').some((part) => PERSON_ATTRIBUTES.has(part));
}

function isPersonObject(value: StixValue): boolean {
  const { x_misp_name: name, x_misp_attributes: attributes } = value;
  if (typeof name === 'string' && (PERSON_OBJECTS.has(name) || name.endsWith('-account'))) return true;
  if (value.x_misp_meta_category === 'person') return true;
  return (
    Array.isArray(attributes) &&
    attributes.some((attribute: unknown) => {
      if (typeof attribute !== 'object' || attribute === null) return false;
      const { type, category } = attribute as StixValue;
      return isPersonAttribute(type) || category === 'Person';
    })
  );
}
