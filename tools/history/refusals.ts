import type { Dice } from './dice.ts';
import { handling, refused, release } from './acts.ts';
import type { Step } from './acts.ts';
import { idOf } from './feed.ts';
import { officersOf } from './words.ts';
import type { Member } from './words.ts';
import type { World } from './world.ts';

const report = {
  title: 'Failed logins at a registry',
  operator: 'Tellin Registry',
  sector: 'government',
  service: 'land register',
  severity: 'low',
  hostsAffected: 2,
  description: 'Many failed logins in one night.',
};

/** What officers try and rules refuse: each stands in the next account of the gates, and oversight is told. */
export function refusal(at: number, member: Member, dice: Dice): Step {
  const { author, second } = officersOf(member);
  const incident = (change: object) => ({
    kind: 'incident.report',
    ...handling(at),
    body: { ...report, detectedAt: new Date(at - 3600_000).toISOString() },
    ...change,
  });
  const tries: readonly ((world: World) => Promise<void>)[] = [
    // A state secret (SG-30).
    (world) => refused(world.as(author).submitRecord({ body: incident({ marking: { tlp: 'RED', base: 'secret' } }) })),
    // A legal basis that nobody agreed on.
    (world) =>
      refused(
        world.as(author).submitRecord({ body: incident({ basis: [{ instrument: 'mca-2029', article: '99' }] }) }),
      ),
    // For members alone, and released to oversight.
    async (world) => {
      const { ref } = await world
        .as(second)
        .submitRecord({ body: incident({ marking: { tlp: 'RED', base: 'unclassified' } }) });
      await refused(release(world, second, [ref], ['ec']));
    },
    // A hypothesis that names nothing against it (SG-26) about somebody who is called more than suspected.
    (world) =>
      refused(
        world.as(author).submitRecord({
          body: {
            kind: 'hypothesis.statement',
            ...handling(at),
            body: {
              object: idOf('malware', 'GREYLATCH'),
              question: 'Who did it?',
              statement: 'The terrorist group Quiet Heron did it.',
              term: 'suspected',
              confidence: 90,
              evidence: [],
            },
          },
        }),
      ),
  ];
  const attempt = dice.pick(tries);
  return { at, by: member, run: attempt };
}
