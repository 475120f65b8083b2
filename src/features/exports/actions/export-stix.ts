import { addMarkings, referencesOf } from '@tamga/stix';
import type { HandlingMarking } from '@tamga/stix';
import { noteActs } from '#features/audits/actions/note-act.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { batchesOf } from '../batches.ts';
import type { Format } from '../model.ts';
import { openObject } from '../open-object.ts';
import type { OpenedObject } from '../open-object.ts';
import { handlingMarkings, markingsToAdd } from '../markings-rules.ts';
import * as selected from '../select-store.ts';
import * as store from '../store.ts';
import type { ExportDeps, Plan } from './plan-export.ts';

const encoder = new TextEncoder();

/**
 * A STIX 2.1 bundle of what was planned, a few objects at a time. Every object is the bytes that came in, with the markings of its
 * record added where it says less (decision 0028); the definitions of those follow at the end.
 */
export async function* exportStix(deps: ExportDeps, officer: store.Taker, plan: Plan): AsyncGenerator<Uint8Array> {
  const added = new Map<string, HandlingMarking>();
  const present = new Set<string>();
  const handling = handlingMarkings(deps.self.alliance.id);
  yield encoder.encode(`{"type":"bundle","id":"bundle--${newUuidV4(deps.randomBytes)}","objects":[`);
  let lead = '\n';
  for await (const batch of takeOut(deps, officer, plan, 'stix')) {
    const parts: Uint8Array[] = [];
    for (const { text, value, marking } of batch) {
      const markings = markingsToAdd(value, marking, deps.self.alliance.id);
      for (const one of markings) added.set(one.id, one);
      for (const ref of referencesOf(value)) {
        const known = handling.get(ref);
        if (known) added.set(ref, known);
      }
      if (value.type === 'marking-definition') present.add(String(value.id));
      parts.push(
        encoder.encode(lead),
        addMarkings(
          text,
          markings.map(({ id }) => id),
        ),
      );
      lead = ',\n';
    }
    yield Buffer.concat(parts);
  }
  const definitions = [...added.values()].filter(({ id }) => !present.has(id));
  for (const one of definitions) {
    yield encoder.encode(`${lead}${JSON.stringify(one)}`);
    lead = ',\n';
  }
  yield encoder.encode('\n]}\n');
}

/**
 * The objects of a plan, a few at a time. Each is counted as exported in the transaction that reads it: a recall comes before, and it
 * is not given, or after, and its receipt says that it was. Errors: keys.
 */
export async function* takeOut(
  deps: ExportDeps,
  officer: store.Taker,
  { objects }: Pick<Plan, 'objects'>,
  format: Format,
): AsyncGenerator<OpenedObject[]> {
  for (const batch of batchesOf(objects)) {
    const rows = await transaction(deps.db, async (tx) => {
      const at = deps.now();
      const refs = batch.map(({ ref }) => ref);
      await store.countExports(tx, refs, deps.self.code, officer, `${format}-file`, at);
      const read = await selected.readContents(
        tx,
        batch.map(({ id }) => id),
      );
      const given = read.filter(({ readers }) => readers === null || readers.includes(officer.authority));
      await noteActs(tx, { officer: officer.id, act: 'export', subjects: given.map(({ ref }) => ref), at });
      return given;
    });
    yield rows.map((row) => {
      const opened = openObject(row, deps.self);
      if (typeof opened === 'string')
        throw new TamgaError('keys', `the content of ${row.ref} cannot be opened any more`);
      return opened;
    });
  }
}

/** UUIDv4 (RFC 9562 §5.4). */
function newUuidV4(randomBytes: ExportDeps['randomBytes']): string {
  const bytes = Buffer.from(randomBytes(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
