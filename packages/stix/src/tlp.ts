import type { StixValue } from './types.ts';

/** The labels of the Traffic Light Protocol 2.0, narrowest first. `WHITE` of TLP 1.0 is read as CLEAR. */
export const TLP_LABELS = ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'] as const;
export type TlpLabel = (typeof TLP_LABELS)[number];

/** The predefined markings: TLP 1.0 of STIX 2.1 §7.2.1.4, and TLP 2.0 of its extension definition. */
const PREDEFINED: ReadonlyMap<string, TlpLabel> = new Map([
  ['marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9', 'CLEAR'],
  ['marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da', 'GREEN'],
  ['marking-definition--f88d31f6-486f-44da-b317-01333bde0b82', 'AMBER'],
  ['marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed', 'RED'],
  ['marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487', 'CLEAR'],
  ['marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb', 'GREEN'],
  ['marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421', 'AMBER'],
  ['marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003', 'AMBER+STRICT'],
  ['marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1', 'RED'],
]);

const rankOf = (label: TlpLabel): number => TLP_LABELS.indexOf(label);

/** The narrowest of these labels; undefined when none is given. */
export function narrowestTlp(labels: Iterable<TlpLabel | undefined>): TlpLabel | undefined {
  let narrowest: TlpLabel | undefined;
  for (const label of labels)
    if (label !== undefined && (narrowest === undefined || rankOf(label) < rankOf(narrowest))) narrowest = label;
  return narrowest;
}

/** Whether the first label lets more people have something than the second. */
export function isWiderTlp(label: TlpLabel, than: TlpLabel): boolean {
  return rankOf(label) > rankOf(than);
}

/** A label as people write it: `TLP:RED`, `tlp:amber+strict`, `White`. Undefined for every other text. */
export function parseTlp(text: unknown): TlpLabel | undefined {
  if (typeof text !== 'string' || text.length > 40) return undefined;
  const word = text
    .trim()
    .toUpperCase()
    .replace(/^TLP\s*[:-]\s*/, '')
    .replace(/^AMBER[\s+_-]*STRICT$/, 'AMBER+STRICT');
  return word === 'WHITE' ? 'CLEAR' : TLP_LABELS.find((label) => label === word);
}

/** What one of the predefined markings means; undefined for every other reference. */
export const predefinedTlp = (ref: string): TlpLabel | undefined => PREDEFINED.get(ref.toLowerCase());

const isObject = (value: unknown): value is StixValue => typeof value === 'object' && value !== null;
const membersOf = (value: unknown): unknown[] => (isObject(value) ? Object.values(value) : []);

/**
 * What a text's own marking definitions mean, by identifier: a `tlp` definition, the TLP 2.0 extension, or a name that begins with `TLP:`.
 * Statements and other markings say nothing about who may have an object. One identifier that means two labels means the narrower.
 */
export function readTlpDefinitions(values: Iterable<StixValue>): ReadonlyMap<string, TlpLabel> {
  const found = new Map<string, TlpLabel>();
  for (const value of values) {
    if (value.type !== 'marking-definition' || typeof value.id !== 'string') continue;
    const label = narrowestTlp([found.get(value.id), labelOfDefinition(value)]);
    if (label !== undefined) found.set(value.id, label);
  }
  return found;
}

function labelOfDefinition(value: StixValue): TlpLabel | undefined {
  const { definition_type: kind, definition, extensions, name } = value;
  const isTlp = typeof kind === 'string' && kind.toLowerCase() === 'tlp';
  const extended = membersOf(extensions).map((one) => (isObject(one) ? one['tlp_2_0'] : undefined));
  const named = typeof name === 'string' && /^\s*tlp\s*[:-]/i.test(name) ? [name] : [];
  return narrowestTlp([...(isTlp ? membersOf(definition) : []), ...extended, ...named].map(parseTlp));
}

/**
 * The narrowest TLP label that an object bears, on the whole of it or on a part (STIX 2.1 §7.2.2, §7.2.3: a part that is RED makes an
 * object that is kept whole RED). A predefined marking means what the standard says, whatever `definitions` say of it.
 */
export function tlpOf(value: StixValue, definitions: ReadonlyMap<string, TlpLabel> = new Map()): TlpLabel | undefined {
  const granular = Array.isArray(value.granular_markings) ? value.granular_markings : [];
  const refs: unknown[] = [
    // One marking that stands there alone is meant as much as one in a list.
    ...[value.object_marking_refs].flat(),
    ...granular.map((one: unknown) => (isObject(one) ? one['marking_ref'] : undefined)),
  ];
  return narrowestTlp(
    refs.map((ref) =>
      typeof ref === 'string' ? (PREDEFINED.get(ref.toLowerCase()) ?? definitions.get(ref)) : undefined,
    ),
  );
}
