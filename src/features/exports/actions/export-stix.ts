import { addMarkings, referencesOf, versionOf } from '@tamga/stix';
import type { HandlingMarking, StixValue } from '@tamga/stix';
import { handlingMarkings, markingsToAdd } from '#features/threats/model.ts';
import { newUuidV4 } from '../new-uuid.ts';
import type { Taker } from '#features/receipts/actions.ts';
import { takeSaid } from './take-said.ts';
import { takeOut } from './take-out.ts';
import type { ExportDeps, Plan } from './plan-export.ts';

const encoder = new TextEncoder();

/** A marking definition has no versions. */
const keyOf = (value: StixValue): string =>
  value.type === 'marking-definition' ? String(value.id) : `${String(value.id)} ${versionOf(value)}`;

/**
 * A STIX 2.1 bundle of what was planned, a few objects at a time. Every object is the bytes that came in, with the markings of its
 * record added where it says less (decision 0028). What is held about them follows, for and against (decision 0040), and at the end the
 * definitions of markings.
 */
export async function* exportStix(deps: ExportDeps, officer: Taker, plan: Plan): AsyncGenerator<Uint8Array> {
  const added = new Map<string, HandlingMarking>();
  const present = new Set<string>();
  const handling = handlingMarkings(deps.self.alliance.id);
  yield encoder.encode(`{"type":"bundle","id":"bundle--${newUuidV4(deps.randomBytes)}","objects":[`);
  const addPredefined = (value: StixValue): void => {
    for (const ref of referencesOf(value)) {
      const known = handling.get(ref);
      if (known) added.set(ref, known);
    }
  };
  let lead = '\n';
  for await (const batch of takeOut(deps, officer, plan, 'stix')) {
    const parts: Uint8Array[] = [];
    for (const { text, value, marking } of batch) {
      const markings = markingsToAdd(value, marking, deps.self.alliance.id);
      for (const one of markings) added.set(one.id, one);
      addPredefined(value);
      present.add(keyOf(value));
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
  for (const object of plan.said.about)
    for (const one of await takeSaid(deps, officer, object, plan.purpose)) {
      // Authors speak of several objects; and what was imported from another export is here as an object already.
      if (present.has(keyOf(one))) continue;
      if (one.type === 'marking-definition') {
        added.set(String(one.id), { ...one, id: String(one.id) });
        continue;
      }
      present.add(keyOf(one));
      addPredefined(one);
      yield encoder.encode(`${lead}${JSON.stringify(one)}`);
      lead = ',\n';
    }
  const definitions = [...added.values()].filter((one) => !present.has(keyOf(one)));
  for (const one of definitions) {
    yield encoder.encode(`${lead}${JSON.stringify(one)}`);
    lead = ',\n';
  }
  yield encoder.encode('\n]}\n');
}
