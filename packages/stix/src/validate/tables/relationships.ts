import { typeOfId } from '../identifiers.ts';
import { quote, type Json, type Judge } from '../judge.ts';
import { between, boolean, formatted, referenceNotTo, references, required, text, timestamp } from '../kinds.ts';
import { table } from '../table.ts';
import { CORE } from './common.ts';
import { inOrder, strictlyInOrder } from './parts.ts';
import { COMMON_TYPES, OBSERVABLES, RELATIONSHIPS } from './relationship-types.ts';

const NO_OBJECTS = [
  'relationship',
  'sighting',
  'bundle',
  'marking-definition',
  'language-content',
  'extension-definition',
];

/** The ends of a relationship are domain objects or observables (STIX 2.1 §5.1.2), what was sighted a domain object (§5.2.1). */
const anyObject = referenceNotTo(...NO_OBJECTS);
const anyDomainObject = referenceNotTo(...NO_OBJECTS, ...OBSERVABLES);

function checkSuggested(relationship: Json, judge: Judge): void {
  const { relationship_type: type, source_ref: from, target_ref: to } = relationship;
  if (typeof type !== 'string' || typeof from !== 'string' || typeof to !== 'string') return;
  if (COMMON_TYPES.has(type)) return;
  const [source, target] = [typeOfId(from), typeOfId(to)];
  if (source === undefined || target === undefined) return;
  if (NO_OBJECTS.includes(source) || NO_OBJECTS.includes(target)) return;
  if (RELATIONSHIPS.get(source)?.get(type)?.has(target) === true) return;
  judge.enter('relationship_type');
  judge.warn(
    'relationship-types',
    `${quote(type)} is not among the relationships that are defined from ${source} to ${target}`,
  );
  judge.leave();
}

export const relationship = table(
  'relationship',
  'relationship',
  '5.1.2',
  CORE,
  {
    relationship_type: required(formatted('relationship-type')),
    description: text,
    source_ref: required(anyObject),
    target_ref: required(anyObject),
    start_time: timestamp,
    stop_time: timestamp,
  },
  [strictlyInOrder('start_time', 'stop_time'), { rule: 'checked', check: checkSuggested }],
);

export const sighting = table(
  'sighting',
  'relationship',
  '5.2.1',
  CORE,
  {
    description: text,
    first_seen: timestamp,
    last_seen: timestamp,
    count: between(0, 999_999_999),
    sighting_of_ref: required(anyDomainObject),
    observed_data_refs: references('observed-data'),
    where_sighted_refs: references('identity', 'location'),
    summary: boolean,
  },
  [inOrder('first_seen', 'last_seen')],
);
