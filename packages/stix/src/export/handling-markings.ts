import type { TlpLabel } from '../tlp.ts';
import type { StixValue } from '../types.ts';
import { uuid5 } from '../uuid5.ts';

/** The extension definition of TLP 2.0, and its five marking definitions, as OASIS published them. */
const TLP_2_EXTENSION = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';
const TLP_2_UUIDS: Readonly<Record<TlpLabel, string>> = {
  CLEAR: '94868c89-83c2-464b-929b-a1a8aa3c8487',
  GREEN: 'bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  AMBER: '55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  'AMBER+STRICT': '939a9414-2ddd-4d32-a0cd-375ea402b003',
  RED: 'e828b379-4e03-4974-9ac4-e53a884c97c1',
};

/** A marking definition: the same meaning is the same object, always. */
export type HandlingMarking = StixValue & { readonly id: string };

/** The marking definition of a TLP 2.0 label. */
export function tlpMarking(label: TlpLabel): HandlingMarking {
  return {
    type: 'marking-definition',
    spec_version: '2.1',
    id: `marking-definition--${TLP_2_UUIDS[label]}`,
    created: '2022-10-01T00:00:00.000Z',
    name: `TLP:${label}`,
    extensions: {
      [TLP_2_EXTENSION]: { extension_type: 'property-extension', tlp_2_0: label.toLowerCase() },
    },
  };
}

/** Namespace of the identifiers of statements: another one would make other objects. */
const NAMESPACE = '5d0e5f0a-5c0b-4b52-8f2e-6f3a5b1c9d77';
const encoder = new TextEncoder();

/** A statement marking (STIX 2.1 §7.2.1.3) for what no label of TLP says. Its identifier follows from its text. */
export function statementMarking(statement: string): HandlingMarking {
  return {
    type: 'marking-definition',
    spec_version: '2.1',
    id: `marking-definition--${uuid5(NAMESPACE, encoder.encode(statement))}`,
    created: '2022-10-01T00:00:00.000Z',
    definition_type: 'statement',
    definition: { statement },
  };
}
