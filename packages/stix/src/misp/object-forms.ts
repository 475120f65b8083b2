import { fileForm } from './object-file.ts';
import { domainIpForm, ipPortForm } from './object-network.ts';
import type { ObjectForm, ObjectInput, ObjectValue } from './object-values.ts';
import { equal } from './patterns.ts';

type Former = (input: ObjectInput) => ObjectForm | undefined;

/** One observable: `properties` says which relation fills which property; the first must be there. */
const single =
  (
    type: string,
    properties: Readonly<Record<string, string>>,
    convert: (property: string, value: ObjectValue) => string | number | undefined = (_property, { value }) => value,
  ): Former =>
  ({ all, wanted, id }) => {
    const [main] = Object.keys(properties);
    if (main === undefined || !all.has(main)) return undefined;
    const observable: Record<string, unknown> = { type, id: id(type) };
    for (const [relation, property] of Object.entries(properties)) {
      const found = all.take(relation);
      if (found === undefined) continue;
      const value = convert(property, found);
      if (value === undefined) return undefined;
      observable[property] = value;
    }
    const comparisons = Object.entries(properties).flatMap(([relation, property]) =>
      wanted
        .takeAll(relation)
        .map((value) => equal(`${type}:${property}`, String(convert(property, value) ?? value.value))),
    );
    comparisons.push(...wanted.restPairs().map(([property, value]) => equal(`${type}:${property}`, value)));
    return { kind: 'observed', observables: [{ ...observable, ...all.rest() }], comparisons };
  };

const asNumber = ({ value }: ObjectValue): number | undefined => {
  const digits = value.replace(/\D/g, '');
  return digits === '' ? undefined : Number(digits);
};

const vulnerability: Former = ({ all }) => {
  const ids = all.takeAll('id').map(({ value }) => value);
  const [name] = ids;
  if (name === undefined) return undefined;
  const description = all.take('description') ?? all.take('summary');
  const references: object[] = ids.map((id) => ({
    source_name: id.startsWith('CVE') ? 'cve' : 'vulnerability',
    external_id: id,
  }));
  references.push(...all.takeAll('references').map(({ value }) => ({ source_name: 'url', url: value })));
  const properties = { name, description: description?.value, external_references: references, ...all.rest() };
  return { kind: 'domain', properties: { type: 'vulnerability', ...properties } };
};

const FORMERS: Readonly<Record<string, Former>> = {
  asn: single('autonomous-system', { asn: 'number', description: 'name' }, (property, value) =>
    property === 'number' ? asNumber(value) : value.value,
  ),
  'domain-ip': domainIpForm,
  'domain|ip': domainIpForm,
  file: fileForm,
  'ip-port': ipPortForm,
  'ip|port': ipPortForm,
  mutex: single('mutex', { name: 'name' }),
  url: single('url', { url: 'value' }),
  vulnerability,
};

/** Whether the mapping of this package knows this object template. */
export function isMappedObject(name: string): boolean {
  return Object.hasOwn(FORMERS, name);
}

/** The STIX form of a MISP object; undefined when its template is not mapped or it lacks what STIX requires. */
export function objectForm(name: string, input: ObjectInput): ObjectForm | undefined {
  return isMappedObject(name) ? FORMERS[name]?.(input) : undefined;
}
