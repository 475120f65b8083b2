import { addMarkings, referencesOf } from '@tamga/stix';
import type { HandlingMarking } from '@tamga/stix';
import { handlingMarkings, markingsToAdd } from '../markings-rules.ts';
import { newUuidV4 } from '../new-uuid.ts';
import type * as store from '../store.ts';
import { takeOut } from './take-out.ts';
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
