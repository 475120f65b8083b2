import { quote, type Json, type Judge } from '../judge.ts';
import {
  any,
  anyReference,
  between,
  float,
  list,
  oneOf,
  open,
  referenceToNoDomainObject,
  required,
  text,
  texts,
  timestamp,
  type Kind,
} from '../kinds.ts';
import { COUNTRIES } from '../registries/countries.ts';
import { domain } from '../table.ts';
import { inOrder, named } from './parts.ts';

const objects = required(list(anyReference));

export const grouping = domain('grouping', '4.4.1', {
  name: text,
  description: text,
  context: required(open('context')),
  object_refs: objects,
});

export const incident = domain('incident', '4.6.1', named);

export const location = domain(
  'location',
  '4.10.1',
  {
    name: text,
    description: text,
    latitude: between(-90, 90, false),
    longitude: between(-180, 180, false),
    precision: float,
    region: open('region'),
    country: text,
    administrative_area: text,
    city: text,
    street_address: text,
    postal_code: text,
  },
  [
    { rule: 'any-of', names: ['region', 'country', 'latitude'] },
    { rule: 'needs', name: 'latitude', needs: ['longitude'] },
    { rule: 'needs', name: 'longitude', needs: ['latitude'] },
    { rule: 'needs', name: 'precision', needs: ['latitude', 'longitude'] },
    { rule: 'checked', check: checkCountry },
  ],
);

function checkCountry({ country }: Json, judge: Judge): void {
  if (typeof country === 'string' && !COUNTRIES.has(country.toUpperCase())) {
    judge.warn('countries', `${quote(country)} is no ISO 3166-1 alpha-2 code`);
  }
}

export const note = domain('note', '4.13.1', {
  abstract: text,
  content: required(text),
  authors: texts,
  object_refs: objects,
});

/** The observables of the deprecated container (§2.13) are judged one by one by object.ts. */
const container = any as Kind<Readonly<Record<string, unknown>>>;

export const observedData = domain(
  'observed-data',
  '4.14.1',
  {
    first_observed: required(timestamp),
    last_observed: required(timestamp),
    number_observed: required(between(1, 999_999_999)),
    objects: container,
    // An observation consists of observables and the relationships between them.
    object_refs: list(referenceToNoDomainObject),
  },
  [
    inOrder('first_observed', 'last_observed'),
    { rule: 'one-of', names: ['objects', 'object_refs'] },
    { rule: 'deprecated', name: 'objects' },
    { rule: 'checked', check: checkObserved },
  ],
);

/** What was observed is an observable at least, not only the relationships between some. */
function checkObserved({ object_refs: refs }: Json, judge: Judge): void {
  if (!Array.isArray(refs) || refs.length === 0) return;
  if (refs.every((ref) => typeof ref === 'string' && /^(?:relationship|sighting)--/.test(ref))) {
    judge.error('combination', 'object_refs must name an observable');
  }
}

export const opinion = domain('opinion', '4.15.1', {
  explanation: text,
  authors: texts,
  opinion: required(oneOf('10.18', ['strongly-disagree', 'disagree', 'neutral', 'agree', 'strongly-agree'])),
  object_refs: objects,
});

export const report = domain('report', '4.16.1', {
  ...named,
  report_types: list(open('report')),
  published: required(timestamp),
  object_refs: objects,
});
