import { tlpMarking, uuid5 } from '@tamga/stix';
import type { StixValue } from '@tamga/stix';

/** The namespace of identifiers that follow from an alliance's names, and the extension that carries the parts of a note. */
const namespace = 'a7e5b6c0-6d0b-4f6e-8d5a-3c1f2b9e4d70';
export const extensionId = 'extension-definition--5b0f7f0e-0c55-4f5c-9d0e-6a4f1f4f3c21';
const makerId = 'identity--2f9f7d1c-8c39-4c1b-a1f4-7c5b0f6f9a52';
const since = '2026-11-01T00:00:00.000Z';

const encoder = new TextEncoder();

/** An id that follows from a name: of a ref too, whose own UUID is of version 7, which STIX 2.1 §2.9 does not know yet. */
export const madeId = (alliance: string, type: string, name: string): string =>
  `${type}--${uuid5(namespace, encoder.encode(`${alliance} ${name}`))}`;

/** The identity of an authority. Who takes part is told to all participants (design 4), and to nobody else by this. */
export const identityOf = (alliance: string, name: string): StixValue => ({
  type: 'identity',
  spec_version: '2.1',
  id: madeId(alliance, 'identity', name),
  created: since,
  modified: since,
  name,
  identity_class: 'organization',
  object_marking_refs: [tlpMarking('GREEN').id],
});

/** Who made the extension, and what it is: the program's own, the same in every alliance. */
export const makers: readonly StixValue[] = [
  {
    type: 'identity',
    spec_version: '2.1',
    id: makerId,
    created: since,
    modified: since,
    name: 'Tamga',
    identity_class: 'system',
    object_marking_refs: [tlpMarking('CLEAR').id],
  },
  {
    type: 'extension-definition',
    spec_version: '2.1',
    id: extensionId,
    created_by_ref: makerId,
    created: since,
    modified: since,
    name: 'What is held about an object',
    description:
      'The parts of a hypothesis, finding, joint assessment or dissent, which the content of its note says in words.',
    schema: 'docs/protocol/records.md',
    version: '1.0.0',
    extension_types: ['property-extension'],
    object_marking_refs: [tlpMarking('CLEAR').id],
  },
];
