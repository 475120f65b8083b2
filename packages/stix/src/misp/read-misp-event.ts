import { parseStrictJsonInSteps } from '@tamga/json';
import { runSteps } from '../run-steps.ts';
import { StixError } from '../stix-error.ts';
import type { TlpLabel } from '../tlp.ts';
import { Conversion, type MadeObject, type MispRefusal, type MispWarning } from './conversion.ts';
import { convertEvent } from './event.ts';
import { isRaw, type Raw } from './raw.ts';

/** How much is read; what is left out has the default. */
export interface MispLimits {
  /** The whole text in bytes; default 256 MiB. */
  readonly maxBytes?: number;
  /** Nesting of the whole text; default 64. */
  readonly maxDepth?: number;
  /** JSON values of the whole text; default 64 million. */
  readonly maxValues?: number;
  /** One STIX object in bytes; default 4 MiB. */
  readonly maxObjectBytes?: number;
  /** Events of one text; default 10,000. */
  readonly maxEvents?: number;
}

export interface ReadMispEvent {
  /** UUID of the event; of the first one when there are several. */
  readonly id: string;
  /** UUIDs of all events that were read. */
  readonly events: readonly string[];
  readonly objects: readonly MadeObject[];
  readonly refused: readonly MispRefusal[];
  readonly warnings: readonly MispWarning[];
  /** The narrowest TLP label that a tag anywhere in the text names: that of the text as a whole. */
  readonly tlp?: TlpLabel;
}

/**
 * Reads an event of the MISP core format, `{"Event": …}`, or several, `{"response": [{"Event": …}, …]}`, and converts them to STIX 2.1 objects
 * after the mapping of misp-stix. The same bytes give the same objects, always. What has no form in STIX is kept in custom objects
 * (`x-misp-attribute`, `x-misp-object`, `x-misp-galaxy-cluster`) and named among the warnings.
 *
 * @throws JsonError when the text is no strict JSON or passes a limit.
 * @throws StixError `not-misp`, `too-many-events`
 */
export function readMispEvent(bytes: Uint8Array, limits: MispLimits = {}): ReadMispEvent {
  return runSteps(readMispEventInSteps(bytes, limits));
}

const SCANNED_AT_ONCE = 512 * 1024;

/**
 * {@link readMispEvent}, yielding after every part of an event.
 *
 * @throws JsonError, StixError as readMispEvent
 */
export function* readMispEventInSteps(
  bytes: Uint8Array,
  limits: MispLimits = {},
): Generator<undefined, ReadMispEvent, undefined> {
  const { maxBytes = 256 << 20, maxDepth = 64, maxValues = 64_000_000 } = limits;
  const { maxObjectBytes = 4 << 20, maxEvents = 10_000 } = limits;
  const json = { maxBytes, maxDepth, maxValues, numbers: 'safe' } as const;
  const found = findEvents(yield* parseStrictJsonInSteps(bytes, json, SCANNED_AT_ONCE));
  if (found.length === 0) throw new StixError('not-misp', 'the text holds no MISP event');
  if (found.length > maxEvents)
    throw new StixError('too-many-events', `${found.length} events; at most ${maxEvents} are read`);

  const run = new Conversion(maxObjectBytes);
  const events: string[] = [];
  for (const [event, path] of found) {
    const uuid = yield* convertEvent(run, event, path);
    if (uuid !== undefined) events.push(uuid);
  }
  const [id] = events;
  if (id === undefined) throw new StixError('not-misp', run.refused[0]?.why ?? 'no event could be read');
  const { objects, refused, warnings, tlp } = run;
  return { id, events, objects, refused, warnings, ...(tlp !== undefined && { tlp }) };
}

/** The events of a text, each with its JSON pointer. */
export function findEvents(json: unknown): [Raw, string][] {
  if (!isRaw(json)) return [];
  if (isRaw(json.Event)) return [[json.Event, '/Event']];
  if (!Array.isArray(json.response)) return [];
  return json.response.flatMap((entry: unknown, index): [Raw, string][] =>
    isRaw(entry) && isRaw(entry.Event) ? [[entry.Event, `/response/${index}/Event`]] : [],
  );
}
