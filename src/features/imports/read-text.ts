import { JsonError } from '@tamga/json';
import type { JsonErrorCode } from '@tamga/json';
import {
  narrowestTlp,
  readBundleInSteps,
  readMispEventInSteps,
  readTlpDefinitions,
  StixError,
  tellsOfPerson,
  tlpOf,
} from '@tamga/stix';
import type { StixObject, StixValue } from '@tamga/stix';
import { TamgaError } from '#platform/errors.ts';
import { inTurns } from '#platform/jobs/in-turns.ts';
import { checkOriginal } from './keep-original.ts';
import type { ImportObject, ReadText } from './model.ts';

const maxFileBytes = 256 * 1024 * 1024;

/**
 * Reads a STIX 2.1 bundle or object, or a MISP event, by what the text itself says. A bad object is reported by index and
 * reason and stops nothing else; a text that cannot be read at all is an error with its name and place. Others have their turn meanwhile:
 * 50 MB take one to five seconds. Errors: malformed, too-large.
 */
export async function readText(bytes: Uint8Array, name: string): Promise<ReadText> {
  if (bytes.length === 0)
    throw new TamgaError('malformed', `${name}: the file is empty`, { detail: { code: 'empty' } });
  if (bytes.length > maxFileBytes)
    throw new TamgaError('too-large', `${name}: the file has ${bytes.length} bytes; ${maxFileBytes} is the limit`);
  const isMisp = looksLikeMisp(bytes);
  if (isMisp) checkOriginal(bytes, name);
  try {
    return await inTurns(isMisp ? readMisp(bytes) : readStix(bytes));
  } catch (error) {
    if (error instanceof JsonError)
      throw new TamgaError('malformed', `${name}: ${inWords(error)}`, { cause: error, detail: { code: error.code } });
    if (error instanceof StixError)
      throw new TamgaError('malformed', `${name}: ${error.message}`, { cause: error, detail: { code: error.code } });
    throw error;
  }
}

const words: Record<JsonErrorCode, string> = {
  'too-large': 'the text is too large',
  'bad-utf8': 'the text is no UTF-8',
  syntax: 'the text is no JSON',
  'too-deep': 'the text is nested too deeply',
  'too-many': 'the text holds too many values',
  'duplicate-member': 'a member stands there twice',
  'forbidden-member': 'a member has a name that is not taken',
  'lone-surrogate': 'a text holds half a character',
  'unsafe-number': 'a number is larger than all readers keep exactly',
};

const inWords = ({ code, offset, path }: JsonError): string =>
  `${words[code]}, at byte ${offset}${path === '' ? '' : ` (${path})`}`;

function* readStix(bytes: Uint8Array): Generator<undefined, ReadText, undefined> {
  const { source, isBundle, envelope, ...bundle } = yield* readBundleInSteps(bytes);
  const valueIn = (start: number, end?: number): unknown =>
    JSON.parse(Buffer.from(bytes.subarray(start, end)).toString());
  // A definition that is refused still says what its author means by it.
  const unfit: StixValue[] = [];
  for (const { id = '', start, end } of bundle.refused) {
    if (start === undefined || !id.startsWith('marking-definition--')) continue;
    unfit.push(valueIn(start, end) as StixValue);
    yield;
  }
  const definitions = readTlpDefinitions([...bundle.objects.map(({ value }) => value), ...unfit]);
  const toObject = ({ index, id, created, modified, value, start, end }: StixObject): ImportObject => ({
    index,
    id,
    version: { ...(created === undefined ? {} : { created }), ...(modified === undefined ? {} : { modified }) },
    value,
    text: bytes.subarray(start, end),
    tlp: tlpOf(value, definitions) ?? null,
    isPerson: tellsOfPerson(value),
  });
  const objects: ImportObject[] = [];
  for (const object of bundle.objects) {
    objects.push(toObject(object));
    yield;
  }
  const refused = bundle.refused.map(({ start, end, ...rest }) =>
    start === undefined ? rest : { ...rest, value: () => valueIn(start, end) },
  );
  return { format: 'stix', source, isBundle, envelope, objects, refused, original: null };
}

function* readMisp(bytes: Uint8Array): Generator<undefined, ReadText, undefined> {
  const event = yield* readMispEventInSteps(bytes);
  const objects: ImportObject[] = [];
  for (const [index, { text, value, tlp }] of event.objects.entries()) {
    const created = typeof value['created'] === 'string' ? { created: value['created'] } : {};
    const modified = typeof value['modified'] === 'string' ? { modified: value['modified'] } : {};
    const version = { ...created, ...modified };
    const label = narrowestTlp([tlp, tlpOf(value)]) ?? null;
    const id = String(value['id']);
    objects.push({ index, id, version, value, text: Buffer.from(text), tlp: label, isPerson: tellsOfPerson(value) });
    yield;
  }
  const refused = event.refused.map((r, i) => ({ ...r, index: objects.length + 1 + i, why: `${r.path}: ${r.why}` }));
  return {
    format: 'misp',
    source: event.id,
    isBundle: false,
    envelope: null,
    objects,
    refused,
    original: { bytes, tlp: event.tlp ?? null },
  };
}

/** A MISP export starts with `{"Event"` or `{"response"`; what comes later in the text does not matter here. */
const looksLikeMisp = (bytes: Uint8Array): boolean =>
  /^\s*\{\s*"(Event|response)"\s*:/.test(Buffer.from(bytes.subarray(0, 200)).toString('latin1'));
