import { isJsonObject, quote, type Json, type Judge } from '../judge.ts';

/** The four marking definitions of TLP 1.0 (STIX 2.1 §7.2.1.4): there are no others. */
const TLP_1: ReadonlyMap<unknown, string> = new Map([
  ['marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9', 'white'],
  ['marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da', 'green'],
  ['marking-definition--f88d31f6-486f-44da-b317-01333bde0b82', 'amber'],
  ['marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed', 'red'],
]);
const TLP_1_MEMBERS: ReadonlySet<string> = new Set([
  'type',
  'spec_version',
  'id',
  'created',
  'name',
  'definition_type',
  'definition',
]);

/** The extension definition of TLP 2.0, and its five marking definitions. */
const TLP_2_EXTENSION = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';
const TLP_2: ReadonlyMap<unknown, string> = new Map([
  ['marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487', 'clear'],
  ['marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb', 'green'],
  ['marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421', 'amber'],
  ['marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003', 'amber+strict'],
  ['marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1', 'red'],
]);

/** A definition of type `tlp` must be one of the four, to the letter. */
export function checkTlp1(marking: Json, judge: Judge): void {
  const { id, name, created, definition } = marking;
  const level = TLP_1.get(id);
  const isTheirs =
    level !== undefined &&
    name === `TLP:${level.toUpperCase()}` &&
    created === '2017-01-20T00:00:00.000Z' &&
    isJsonObject(definition) &&
    definition.tlp === level &&
    Object.keys(definition).length === 1 &&
    Object.keys(marking).every((member) => TLP_1_MEMBERS.has(member));
  if (!isTheirs) judge.error('marking', 'this is none of the four TLP marking definitions', '7.2.1.4');
}

/** TLP 2.0 is an extension: that it is used otherwise than as its five definitions breaks no rule of STIX itself. */
export function checkTlp2({ id, extensions }: Json, judge: Judge): void {
  const extension = isJsonObject(extensions) ? extensions[TLP_2_EXTENSION] : undefined;
  const level = TLP_2.get(id);
  if (!isJsonObject(extension)) {
    if (level !== undefined) judge.warn('tlp-2', `this identifier is that of TLP:${level.toUpperCase()}`, '7.3');
  } else if (extension.tlp_2_0 !== level || level === undefined) {
    judge.warn('tlp-2', `${quote(extension.tlp_2_0)} with this identifier is none of the TLP 2.0 definitions`, '7.3');
  }
}

/** Marking definitions that every reader knows, so that they need not be sent along. */
export const isPredefinedMarking = (id: string): boolean => TLP_1.has(id) || TLP_2.has(id);
