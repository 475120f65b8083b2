import { attributionsOf } from '@tamga/stix';
import type { StixValue } from '@tamga/stix';
import { toAttributionNote } from '#features/hypotheses/actions.ts';
import type { Standing } from '#features/hypotheses/actions.ts';
import type { Taker } from '#features/receipts/actions.ts';
import { BundleWriter } from '../bundle-writer.ts';
import { newUuidV4 } from '../new-uuid.ts';
import type { OpenedObject } from '../open-object.ts';
import { takeSaid } from './take-said.ts';
import { takeOut } from './take-out.ts';
import type { ExportDeps, Plan } from './plan-export.ts';

/**
 * A STIX 2.1 bundle of what was planned, a few objects at a time. Every object is the bytes that came in, with the markings of its
 * record added where it says less (decision 0028); one that attributes is followed by a note that says whose hypothesis it is. What is held
 * about them comes after, for and against (decision 0040), and at the end the definitions of markings.
 */
export async function* exportStix(deps: ExportDeps, officer: Taker, plan: Plan): AsyncGenerator<Uint8Array> {
  const bundle = new BundleWriter(
    deps.self.alliance.id,
    plan.objects.map(({ key }) => key),
  );
  yield bundle.begin(newUuidV4(deps.randomBytes));
  for await (const batch of takeOut(deps, officer, plan, 'stix')) {
    const objects = batch.map((one) => bundle.object(one));
    yield Buffer.concat([...objects, bundle.made(batch.flatMap((one) => attributionNote(deps, one, plan)))]);
  }
  for (const object of plan.said.about) yield bundle.made(await takeSaid(deps, officer, object, plan));
  yield bundle.end();
}

const attributionNote = ({ self }: ExportDeps, one: OpenedObject, plan: Plan): StixValue[] =>
  toAttributionNote(one, standingOf(one.value, plan.said), { alliance: self.alliance.id, code: self.code });

/** How the file tells of what is held about an attribution: about the very object, or about what it attributes. */
function standingOf(value: StixValue, { about, isAsked, untold }: Plan['said']): Standing {
  const ids = [String(value.id), ...attributionsOf(value).map(({ source }) => source)];
  if (ids.some((id) => about.has(id))) return 'assessed';
  return isAsked && !ids.some((id) => untold.has(id)) ? 'unassessed' : 'untold';
}
