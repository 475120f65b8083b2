import { partsOf } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { dayMs, handling, hourMs, others } from './acts.ts';
import type { Step } from './acts.ts';
import { idOf } from './feed.ts';
import { members, officersOf } from './words.ts';
import type { World } from './world.ts';

const { author, second, duty } = officersOf('xa');
/** The participant's calendar: Etc/GMT-3 is three hours ahead of UTC. */
const dayAt = (at: number): string => new Date(at + 3 * hourMs).toISOString().slice(0, 10);

/** What a duty desk has before it besides its cases, by no clock: shifts, a note of the last one, calls, a test of a contact point, and a list of persons that another officer gave up. */
export function desk(end: number): Step[] {
  const act = (beforeMs: number, run: (world: World) => Promise<void>): Step => ({ at: end - beforeMs, by: 'xa', run });
  return [
    act(27 * hourMs, async (world) => {
      for (const { duty: day, second: night } of members.map(officersOf)) {
        // So that somebody is on duty in the small hours too.
        const before = dayAt(end - dayMs);
        await world.as(day).putOnDuty({ body: { officer: night, day: before, from: '20:00', to: '08:00' } });
        for (const days of [0, 1, 2]) {
          const date = dayAt(end + days * dayMs);
          await world.as(day).putOnDuty({ body: { officer: day, day: date, from: '08:00', to: '20:00' } });
          await world.as(day).putOnDuty({ body: { officer: night, day: date, from: '20:00', to: '08:00' } });
        }
      }
    }),
    act(26 * hourMs, async (world) => {
      const body = { way: 'telephone' as const, answered: true, note: 'Answered at the second ring.' };
      for (const member of members)
        for (const participant of [...others(member), 'ec', 'iop'])
          await world.as(officersOf(member).duty).noteTest({ params: { participant, contact: 'duty' }, body });
    }),
    act(12 * hourMs, async (world) => {
      const text = 'Arvenia Waterworks switched two stations to manual. They call back when the third one is.';
      await world.as(second).writeNote({ body: { text } });
    }),
    act(4 * hourMs, async (world) => {
      const text = 'The third station is on manual. No water was lost.';
      const call = { direction: 'in' as const, party: 'Arvenia Waterworks, control room', urgent: false, text };
      await world.as(duty).noteCall({ body: call });
    }),
    act(30 * hourMs, (world) => importPersons(world, end)),
    act(29 * hourMs, async (world) => {
      const { items } = await world.as(second).listQuarantines({ query: { limit: 10 } });
      const reason = 'A list of members of a forum. Nothing in it says that one of them did anything.';
      for (const { id, persons } of items)
        await world.as(second).decideQuarantine({
          params: { id: String(id) },
          body: { decision: 'discarded', reason, persons },
        });
    }),
  ];
}

/** A list of members of a forum, which is no threat: more persons than are taken from one source (SG-13). Another officer decides. */
async function importPersons(world: World, end: number): Promise<void> {
  const time = new Date(end - 3 * dayMs).toISOString();
  const person = (n: number) => ({
    type: 'identity',
    spec_version: '2.1',
    id: idOf('identity', `forum ${n}`),
    created: time,
    modified: time,
    name: `Member ${n}`,
    identity_class: 'individual',
  });
  const objects = Array.from({ length: 40 }, (_, n) => person(n));
  const bundle = { type: 'bundle', id: idOf('bundle', 'forum'), objects };
  const query = { tlp: 'AMBER', base: 'unclassified', basis: 'mca-2029:5', purpose: 'counter-terrorism' };
  const { retainUntil } = handling(end, 'AMBER', 3);
  const asked = { ...query, retainUntil, name: 'forum-members.json', source: 'a forum’s member list' };
  await world.as(author).importText({ query: asked, body: new Blob([JSON.stringify(bundle)]) });
}

/** An officer says in the language of another member what a record of the own one says. It is a record, and the original alone binds. */
export async function translate(world: World, ref: string, lang: string, texts: Readonly<Record<string, string>>) {
  const door = world.as(second);
  const { digest, marking, envelope } = await door.readRecord({ params: partsOf(ref) });
  const { basis, purpose, retainUntil } = envelope;
  const said = Object.entries(texts).map(([path, text]) => ({ path: `/${path}`, text }));
  const body = { of: { ref, digest }, status: 'human', texts: said };
  if (marking === null || basis === undefined || purpose === undefined || retainUntil === undefined)
    throw new TamgaError('conflict', `${ref} bears no handling`);
  const draft = { kind: 'record.translation', marking, basis, purpose, retainUntil, lang, about: [ref], body };
  await door.submitRecord({ body: draft });
}
