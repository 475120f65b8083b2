import type { Dice } from './dice.ts';
import { approve, dayMs, handling, hourMs, others, release } from './acts.ts';
import type { Step } from './acts.ts';
import type { World } from './world.ts';
import { officersOf, operators, recalls, refusals, say } from './words.ts';
import type { Member, Outbreak } from './words.ts';

/** What becomes of the warning that two officers have to approve. */
export type Fate = 'sealed' | 'refused' | 'withdrawn' | 'lapsed' | 'emergency' | 'emergency-lapsed';

/** Scenario (a) of the field's description, at one member: a report, others' counts, a warning, corrections, recalls. */
export function outbreak(start: number, member: Member, what: Outbreak, fate: Fate, dice: Dice): Step[] {
  const { author, second, reviewer, approver, duty } = officersOf(member);
  const words = say[member];
  const { operator, sector, service } = dice.pick(operators[member]);
  const hosts = 20 + dice.below(900);
  const severity = dice.pick(['low', 'medium', 'high', 'critical'] as const);
  const months = dice.oneIn(3) ? 3 : 14;
  const refs = { incident: '', count: '', warning: '', proposal: '' };
  const steps: Step[] = [];
  const at = (afterMs: number, by: string, run: (world: World) => Promise<void>): void =>
    void steps.push({ at: start + afterMs, by, run });
  const common = { ...handling(start, 'AMBER', months), lang: words.lang };

  at(0, member, async (world) => {
    const body = {
      ...words.incident(what, operator),
      operator,
      sector,
      service,
      severity,
      hostsAffected: hosts,
      detectedAt: new Date(start - 40 * 60_000).toISOString(),
    };
    refs.incident = (await world.as(duty).submitRecord({ body: { kind: 'incident.report', body, ...common } })).ref;
    await release(world, duty, [refs.incident], [...others(member), 'ec']);
  });

  const counting = dice.pick(others(member));
  const counter = officersOf(counting);
  const theirs = 3 + dice.below(90);
  const counted = (number: number, note: string, change: object = {}) => ({
    kind: 'incident.count',
    case: refs.incident,
    ...handling(start, 'AMBER', months),
    lang: say[counting].lang,
    body: { hosts: number, asOf: new Date(start + 3 * hourMs).toISOString(), note },
    ...change,
  });
  at(4 * hourMs, counting, async (world) => {
    const body = counted(theirs, say[counting].count);
    refs.count = (await world.as(counter.author).submitRecord({ body })).ref;
    await release(world, counter.author, [refs.count], [member, 'ec']);
  });

  at(6 * hourMs, member, async (world) => {
    const body = { ...words.warning(what), number: 1, severity, products: [what.product] };
    const door = world.as(author);
    const made = await door.propose({ body: { kind: 'warning.issue', case: refs.incident, body, ...common } });
    refs.proposal = made.id;
    if (fate !== 'lapsed') await approve(world, author, made.id);
    if (!fate.startsWith('emergency')) return;
    refs.warning = made.ref;
    await door.putIntoForce({ params: { id: made.id } });
    await release(world, author, [made.ref], [...others(member), 'ec']);
  });
  if (fate === 'sealed')
    at(7 * hourMs, member, async (world) => {
      refs.warning = (await approve(world, reviewer, refs.proposal)) ?? '';
      await release(world, second, [refs.warning], [...others(member), 'ec']);
    });
  if (fate === 'refused' || fate === 'withdrawn')
    at(8 * hourMs, member, async (world) => {
      const [who, reason] =
        fate === 'refused' ? [reviewer, dice.pick(refusals)] : [author, 'It was the vendor’s fault.'];
      await world.as(who).endProposal({ params: { id: refs.proposal }, body: { reason } });
    });
  if (fate === 'emergency')
    at(10 * hourMs, member, async (world) => {
      const { id } = await world.as(approver).proposeConfirmation({ body: { ref: refs.warning } });
      await approve(world, approver, id);
    });

  // Reversed: it was less than it seemed, or nothing at all.
  if (dice.oneIn(3))
    at(3 * dayMs, counting, async (world) => {
      const change = { replaces: refs.count };
      const body = counted(Math.floor(theirs / 2), say[counting].lower, change);
      await world.as(counter.author).submitRecord({ body });
    });
  if (fate === 'withdrawn')
    at(4 * dayMs, member, async (world) => {
      const detectedAt = new Date(start - 40 * 60_000).toISOString();
      const { title } = words.incident(what, operator);
      const facts = { title, operator, sector, service, severity: 'low', hostsAffected: 0, detectedAt };
      const body = { ...facts, description: words.falseAlarm };
      const door = world.as(duty);
      await door.submitRecord({ body: { kind: 'incident.report', replaces: refs.incident, body, ...common } });
    });
  if (dice.oneIn(4))
    at((5 + dice.below(20)) * dayMs, member, async (world) => {
      const body = { records: [refs.incident], to: [dice.pick(others(member))], reason: dice.pick(recalls) };
      await world.as(author).recallRecords({ body });
    });
  return steps;
}
