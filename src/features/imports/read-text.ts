import { readBundle, readMispEvent, StixError } from '@tamga/stix';
import { JsonError } from '@tamga/json';
import { TamgaError } from '#platform/errors.ts';
import type { ReadText } from './model.ts';

const maxFileBytes = 256 * 1024 * 1024;

/**
 * Reads a STIX 2.1 bundle or object, or a MISP event, by what the text itself says. A bad object is reported by index and
 * reason and stops nothing else; a text that cannot be read at all is an error with its place. Errors: malformed, too-large.
 */
export function readText(bytes: Uint8Array): ReadText {
  if (bytes.length > maxFileBytes)
    throw new TamgaError('too-large', `the file has ${bytes.length} bytes; ${maxFileBytes} is the limit`);
  try {
    return looksLikeMisp(bytes) ? readMisp(bytes) : readStix(bytes);
  } catch (error) {
    if (error instanceof JsonError)
      throw new TamgaError(
        'malformed',
        `at byte ${error.offset}${error.path ? ` (${error.path})` : ''}: ${error.message}`,
        { cause: error, detail: { code: error.code } },
      );
    if (error instanceof StixError)
      throw new TamgaError('malformed', error.message, { cause: error, detail: { code: error.code } });
    throw error;
  }
}

function readStix(bytes: Uint8Array): ReadText {
  const bundle = readBundle(bytes);
  const objects = bundle.objects.map(({ index, id, created, modified, value, start, end }) => ({
    index,
    id,
    version: { ...(created === undefined ? {} : { created }), ...(modified === undefined ? {} : { modified }) },
    value,
    text: bytes.subarray(start, end),
  }));
  return { format: 'stix', source: bundle.source, objects, refused: bundle.refused, original: null };
}

function readMisp(bytes: Uint8Array): ReadText {
  const event = readMispEvent(bytes);
  const objects = event.objects.map(({ text, value }, index) => {
    const created = typeof value['created'] === 'string' ? { created: value['created'] } : {};
    const modified = typeof value['modified'] === 'string' ? { modified: value['modified'] } : {};
    return { index, id: String(value['id']), version: { ...created, ...modified }, value, text: Buffer.from(text) };
  });
  const refused = event.refused.map((r, i) => ({ ...r, index: objects.length + 1 + i, why: `${r.path}: ${r.why}` }));
  return { format: 'misp', source: event.id, objects, refused, original: bytes };
}

/** A MISP export starts with `{"Event"` or `{"response"`; what comes later in the text does not matter here. */
const looksLikeMisp = (bytes: Uint8Array): boolean =>
  /^\s*\{\s*"(Event|response)"\s*:/.test(Buffer.from(bytes.subarray(0, 200)).toString('latin1'));
