import {
  isWiderTlp,
  limitDistribution,
  narrowestTlp,
  parseTlp,
  restoreMispEvents,
  StixError,
  withOneTlp,
  writeMispEvents,
} from '@tamga/stix';
import type { MispEvent, StixValue, TlpLabel } from '@tamga/stix';
import { JsonError, memberRange } from '@tamga/json';
import { readSuspended } from '#features/oversight/actions/read-suspended.ts';
import { decryptBody, openEnvelope } from '#features/records/actions.ts';
import { TamgaError } from '#platform/errors.ts';
import { markAttributions } from '../misp-attribution-rules.ts';
import type { Exported } from '../misp-attribution-rules.ts';
import { newUuidV4 } from '../new-uuid.ts';
import { judgeExport, judgePurpose, toUse } from '../rules.ts';
import * as selected from '../select-store.ts';
import type { Taker } from '#features/receipts/actions.ts';
import { readCounted, takeOut } from './take-out.ts';
import type { ExportDeps, Plan } from './plan-export.ts';

/** An event is put together in memory: so less fits than into a bundle. */
export const mispLimits = { maxObjects: 20_000, maxBytes: 64 * 1024 * 1024 };

const encoder = new TextEncoder();

/** Errors: too-large. */
export function checkMispPlan({ objects, bytes }: Plan): void {
  const { maxObjects, maxBytes } = mispLimits;
  if (objects.length > maxObjects || bytes > maxBytes)
    throw new TamgaError(
      'too-large',
      `${objects.length} objects of ${bytes} bytes: MISP events are put together of at most ${maxObjects} objects and ${maxBytes} bytes. ` +
        'Take fewer at a time, by import run, type or dates; or take a STIX bundle, which holds more',
    );
}

/**
 * MISP core format of what was planned. Where an object was converted from an event that is kept here, and all that was made of one of
 * its attributes is exported and unchanged, that attribute is given back as it came. Every event bears the narrowest label of the
 * records. What MISP has no form for is in it as text. What attributes says whose
 * hypothesis it is (SG-26).
 */
export async function* exportMisp(deps: ExportDeps, officer: Taker, plan: Plan): AsyncGenerator<Uint8Array> {
  const exported: Exported[] = [];
  const sources = new Set<string>();
  const markings = new Markings();
  for await (const batch of takeOut(deps, officer, plan, 'misp'))
    for (const { author, value, marking, from } of batch) {
      exported.push({ author, value });
      markings.add(marking);
      if (from !== null) sources.add(from);
    }
  const values = exported.map(({ value }) => value);
  const at = deps.now().toISOString();
  const info = `Export of ${deps.self.code}, ${at.slice(0, 10)}`;
  let events = writeMispEvents(values, { uuid: newUuidV4(deps.randomBytes), info, at });
  for (const ref of sources) {
    const text = await readSource(deps, officer, ref, plan);
    if (text !== undefined) events = restored(events, text, values);
  }
  events = markAttributions(events, exported);
  const isOne = events.length === 1;
  yield encoder.encode(isOne ? '{"Event":' : '{"response":[');
  for (const [index, event] of events.entries()) {
    const json = JSON.stringify(markings.on(event));
    yield encoder.encode(isOne ? json : `${index === 0 ? '' : ','}\n{"Event":${json}}`);
  }
  yield encoder.encode(isOne ? '}\n' : '\n]}\n');
}

function restored(events: MispEvent[], text: Uint8Array, values: readonly StixValue[]): MispEvent[] {
  try {
    return restoreMispEvents(events, text, values);
  } catch (error) {
    // What is kept as an event is another's word, and may be none.
    if (error instanceof StixError || error instanceof JsonError) return events;
    throw error;
  }
}

/** The kept original of an event, where this officer may take it out as well; it counts as exported like the objects. */
async function readSource(
  deps: ExportDeps,
  officer: Taker,
  ref: string,
  { purpose, viewer }: Pick<Plan, 'purpose' | 'viewer'>,
): Promise<Uint8Array | undefined> {
  const [found] = await selected.findByRefs(deps.db, [ref]);
  const [row] = found ? await selected.readSelected(deps.db, [found.id], viewer) : [];
  if (!row) return undefined;
  const verdict = judgeExport(row, viewer, deps.self.code, await readSuspended(deps.db, deps), 'threat.source');
  const [kept] = verdict.ok ? await selected.readContents(deps.db, [row.id], viewer) : [];
  if (!kept || !judgePurpose(ref, toUse(openEnvelope(kept.jws)), purpose, deps.self.code).ok) return undefined;
  const [read] = await readCounted(deps, officer, [{ id: row.id, ref }], { format: 'misp', purpose, viewer });
  const opened = read && decryptBody(read, deps.self);
  const range = opened?.ok ? memberRange(opened.body, '/source') : undefined;
  return opened?.ok && range ? opened.body.subarray(range.start, range.end) : undefined;
}

/** The markings of several records together: the narrowest label, and whatever else any of them says. */
class Markings {
  #tlp: TlpLabel | undefined;
  readonly #others = new Set<string>();

  add({ tlp, base, pap }: { tlp: string; base: string; pap?: string }): void {
    const label = parseTlp(tlp);
    if (label !== undefined && (this.#tlp === undefined || isWiderTlp(this.#tlp, label))) this.#tlp = label;
    if (base !== 'unclassified') this.#others.add(`tamga:base="${base}"`);
    if (pap !== undefined) this.#others.add(`PAP:${pap}`);
  }

  /** The event with what its tags do not say yet, handed on by MISP no further than they permit. */
  on(event: MispEvent): MispEvent {
    const said = event.Tag.map(({ name }) => parseTlp(/^tlp:/i.test(name) ? name : '')).filter(
      (one) => one !== undefined,
    );
    const tlp = this.#tlp;
    const isNew = tlp !== undefined && !said.some((label) => !isWiderTlp(label, tlp));
    const names = [...(isNew ? [`tlp:${tlp.toLowerCase()}`] : []), ...this.#others];
    const tagged = { ...event, Tag: withOneTlp([...event.Tag, ...names.map((name) => ({ name }))]) };
    // What is confidential has no level of MISP's but its own organisation.
    return limitDistribution(tagged, this.#others.size > 0 ? 'RED' : narrowestTlp([tlp, ...said]));
  }
}
