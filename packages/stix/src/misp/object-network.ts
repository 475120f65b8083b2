import type { StixValue } from '../types.ts';
import { addressType } from './form-builders.ts';
import type { ObjectForm, ObjectInput, ObjectValue } from './object-values.ts';
import { equal } from './patterns.ts';
import type { Draft } from './raw.ts';
import { toUtc } from './times.ts';

const isPort = ({ value }: ObjectValue): boolean => /^\d{1,5}$/.test(value) && Number(value) <= 65_535;
const isTime = ({ value }: ObjectValue): boolean => toUtc(value) !== undefined;

function address({ value, uuid }: ObjectValue): StixValue & { id: string } {
  const type = addressType(value);
  return { type, id: `${type}--${uuid}`, value };
}

const PORTS = { 'dst-port': 'dst_port', 'src-port': 'src_port' } as const;
const TIMES = { 'first-seen': 'start', 'last-seen': 'end' } as const;

/** A MISP `ip-port` object: traffic between addresses. */
export function ipPortForm({ all, wanted, id }: ObjectInput): ObjectForm | undefined {
  const traffic: Draft = { type: 'network-traffic', id: id('network-traffic') };
  const addresses: StixValue[] = [];
  const protocols = new Set<string>();
  for (const [relation, end] of [
    ['ip-src', 'src_ref'],
    ['ip-dst', 'dst_ref'],
    ['ip', 'dst_ref'],
  ] as const) {
    const found = traffic[end] === undefined ? all.take(relation) : undefined;
    if (found === undefined) continue;
    const object = address(found);
    addresses.push(object);
    traffic[end] = object.id;
    protocols.add(addressType(found.value).slice(0, 4));
  }
  // STIX 2.1 §6.12.1: traffic has at least one end.
  if (addresses.length === 0) return undefined;
  for (const [relation, property] of Object.entries(PORTS)) {
    const port = all.take(relation, isPort);
    if (port !== undefined) traffic[property] = Number(port.value);
  }
  const protocol = all.take('protocol');
  if (protocol !== undefined) protocols.add(protocol.value);
  traffic.protocols = [...protocols];
  for (const [relation, property] of Object.entries(TIMES)) {
    const time = all.take(relation, isTime);
    if (time !== undefined) traffic[property] = toUtc(time.value);
  }

  const path = 'network-traffic:';
  const comparisons: string[] = [];
  const addEnd = (relation: string, end: string, type?: string): void => {
    for (const { value } of wanted.takeAll(relation)) {
      const parts = [
        equal(`${path}${end}_ref.type`, type ?? addressType(value)),
        equal(`${path}${end}_ref.value`, value),
      ];
      comparisons.push(`(${parts.join(' AND ')})`);
    }
  };
  addEnd('ip', 'dst');
  addEnd('ip-src', 'src');
  addEnd('ip-dst', 'dst');
  addEnd('domain', 'dst', 'domain-name');
  addEnd('hostname', 'dst', 'domain-name');
  for (const [relation, property] of Object.entries({ ...PORTS, ...TIMES })) {
    comparisons.push(...wanted.takeAll(relation).map(({ value }) => equal(`${path}${property}`, value)));
  }
  comparisons.push(...wanted.restPairs().map(([property, value]) => equal(`${path}${property}`, value)));
  return { kind: 'observed', observables: [{ ...traffic, ...all.rest() }, ...addresses], comparisons };
}

/** A MISP `domain-ip` object: names with the addresses that they resolve to. */
export function domainIpForm({ all, wanted, id }: ObjectInput): ObjectForm | undefined {
  if (!all.has('domain', 'hostname')) return undefined;
  const isPlain = all.relations().every((relation) => ['domain', 'hostname', 'ip'].includes(relation));
  const addresses = all.takeAll('ip').map(address);
  const resolves = addresses.length > 0 ? { resolves_to_refs: addresses.map((one) => one.id) } : {};
  const observables: StixValue[] = [];
  if (isPlain) {
    const names = [...all.takeAll('hostname'), ...all.takeAll('domain')];
    observables.push(
      ...addresses,
      ...names.map(({ value, uuid }) => ({ type: 'domain-name', id: `domain-name--${uuid}`, value, ...resolves })),
    );
  } else {
    const name = all.take('domain') ?? all.take('hostname');
    observables.push(
      { type: 'domain-name', id: id('domain-name'), value: name?.value, ...resolves, ...all.rest() },
      ...addresses,
    );
  }

  const hostPath = wanted.has('domain') ? 'domain-name:x_misp_hostname' : 'domain-name:value';
  const paths = { domain: 'domain-name:value', hostname: hostPath, ip: 'domain-name:resolves_to_refs[*].value' };
  const comparisons = Object.entries(paths).flatMap(([relation, path]) =>
    wanted.takeAll(relation).map(({ value }) => equal(path, value)),
  );
  comparisons.push(...wanted.restPairs().map(([property, value]) => equal(`domain-name:${property}`, value)));
  return { kind: 'observed', observables, comparisons };
}
