import { createHash } from 'node:crypto';
import { partsOf } from '#features/records/model.ts';
import type { Dice } from './dice.ts';
import { dayMs, handling, hourMs, others, release } from './acts.ts';
import type { Step } from './acts.ts';
import { officersOf, recalls, techniques } from './words.ts';
import type { Member, Outbreak } from './words.ts';
import type { World } from './world.ts';

/** An id that follows from a name, in the form of STIX: the same at every start. */
export function idOf(type: string, name: string): string {
  const h = createHash('sha256').update(`meridian ${type} ${name}`).digest('hex');
  const variant = '89ab'[Number.parseInt(h[16] ?? '0', 16) % 4];
  return `${type}--${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20, 32)}`;
}

/** What a laboratory knows about one family: software, behaviour, beacons, and how they hang together. */
function bundleOf({ family, product, port }: Outbreak, at: number, dice: Dice): { id: string; objects: object[] } {
  const created = new Date(at - 6 * hourMs).toISOString();
  const common = { spec_version: '2.1', created, modified: created };
  const malware = idOf('malware', family);
  const [phase, technique] = dice.pick(techniques);
  const [laterPhase, laterTechnique] = dice.pick(techniques);
  const pattern = (name: string, in_: string) => ({
    type: 'attack-pattern',
    id: idOf('attack-pattern', name),
    ...common,
    name,
    kill_chain_phases: [{ kill_chain_name: 'mitre-attack', phase_name: in_ }],
  });
  const relation = (from: string, type: string, to: string) => ({
    type: 'relationship',
    id: idOf('relationship', `${from} ${type} ${to}`),
    ...common,
    source_ref: from,
    relationship_type: type,
    target_ref: to,
  });
  const patterns = [
    pattern(technique, phase),
    ...(laterTechnique === technique ? [] : [pattern(laterTechnique, laterPhase)]),
  ];
  const indicator = idOf('indicator', family);
  const campaign = idOf('campaign', family);
  const objects = [
    {
      type: 'malware',
      id: malware,
      ...common,
      name: family,
      description: `Enters through ${product}, port ${port}/tcp.`,
      malware_types: [dice.pick(['ransomware', 'worm', 'backdoor', 'wiper'])],
      is_family: true,
      confidence: 40 + dice.below(55),
    },
    ...patterns,
    {
      type: 'indicator',
      id: indicator,
      ...common,
      name: `Beacon of ${family}`,
      pattern: `[ipv4-addr:value = '198.51.100.${port % 250}']`,
      pattern_type: 'stix',
      valid_from: created,
    },
    { type: 'campaign', id: campaign, ...common, name: `The ${family} wave`, first_seen: created },
    ...patterns.map(({ id }) => relation(malware, 'uses', id)),
    relation(indicator, 'indicates', malware),
    relation(campaign, 'uses', malware),
  ];
  return { id: malware, objects };
}

/** What a member learns about a family, lets others have, and holds about it. */
export function feed(start: number, member: Member, what: Outbreak, dice: Dice): Step[] {
  const { author, second } = officersOf(member);
  const { id, objects } = bundleOf(what, start, dice);
  const to = others(member);
  const isHeld = !dice.oneIn(3);
  let refs: string[] = [];
  let run = '';
  let hypothesis = '';
  const steps: Step[] = [];
  const at = (afterMs: number, by: string, act: (world: World) => Promise<void>): void =>
    void steps.push({ at: start + afterMs, by, run: act });

  at(0, member, async (world) => {
    const { retainUntil } = handling(start, 'AMBER', 24);
    const query = { tlp: dice.oneIn(3) ? 'GREEN' : 'AMBER', base: 'unclassified', basis: 'mca-2029:5', retainUntil };
    const name = `${what.family.toLowerCase()}.json`;
    const bundle = { type: 'bundle', id: idOf('bundle', what.family), objects };
    const asked = { ...query, name, purpose: 'counter-terrorism' };
    const made = await world.as(author).importText({ query: asked, body: new Blob([JSON.stringify(bundle)]) });
    run = made.id;
    refs = ('items' in made ? made.items : []).flatMap(({ ref }) => (ref === null ? [] : [ref]));
    await world.as(author).releaseRecords({ body: { import: run, to } });
  });

  if (isHeld) {
    const evidence = (direction: 'for' | 'against', summary: string, gradeReason: string) => ({
      summary,
      direction,
      weight: dice.pick(['weak', 'moderate', 'strong'] as const),
      grade: `${dice.pick(['A', 'B', 'C'])}${1 + dice.below(4)}`,
      gradeReason,
    });
    at(2 * dayMs, member, async (world) => {
      const stated = {
        object: id,
        question: `Who is behind ${what.family}?`,
        statement: 'A kit that is for sale, used by somebody new.',
        term: 'suspected' as const,
        confidence: 30 + dice.below(50),
        evidence: [
          evidence('for', 'Samples share the loader of the kit.', 'Our own laboratory compared them.'),
          evidence('against', 'The beacon was never seen with the kit before.', 'From records of two operators.'),
        ],
      };
      hypothesis = (await world.as(second).stateHypothesis({ body: { hypothesis: stated } })).ref;
      await release(world, second, [hypothesis], to);
    });
    const reader = dice.pick(to);
    at(5 * dayMs, reader, async (world) => {
      const opinion = dice.pick(['strongly-disagree', 'disagree', 'neutral', 'agree', 'strongly-agree'] as const);
      const body = { opinion, explanation: 'Held against what our own operators report.' };
      const door = world.as(officersOf(reader).author);
      const { ref } = await door.giveOpinion({ params: partsOf(hypothesis), body });
      await release(world, officersOf(reader).author, [ref], [member]);
    });
    if (dice.oneIn(4))
      at(20 * dayMs, member, async (world) => {
        const body = { reason: 'The samples were of another family.' };
        const { ref } = await world.as(second).withdrawHypothesis({ params: partsOf(hypothesis), body });
        await release(world, second, [ref], to);
      });
  }
  if (dice.oneIn(5))
    at((8 + dice.below(12)) * dayMs, member, async (world) => {
      const [one = 'xa'] = to;
      await world
        .as(author)
        .recallRecords({ body: { records: refs.slice(0, 3), to: [one], reason: dice.pick(recalls) } });
    });
  return steps;
}
