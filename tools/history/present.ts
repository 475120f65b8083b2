import { approve, handling, hourMs, release } from './acts.ts';
import type { Step } from './acts.ts';
import { desk, translate } from './desk.ts';
import { sampling } from './oversight.ts';
import { say } from './words.ts';

const duty = 'xa/cyber/o-7';
const what = { family: 'LONGTIDE', product: 'ValveView 3', port: 4840 };

/**
 * What is under way when the pages open: oversight waits for leaves of XA's log; a source of XA's was taken back; a warning that the duty
 * officer put into force alone lapses unless a second officer confirms it. Each is a clock.
 */
export function present(end: number): Step[] {
  const refs = { incident: '', source: '' };
  const facts = {
    operator: 'Arvenia Waterworks',
    sector: 'water',
    service: 'pumping station control',
    severity: 'high',
    hostsAffected: 14,
    detectedAt: new Date(end - 30 * hourMs).toISOString(),
  };
  const [ours, theirs] = [handling(end), { ...handling(end), lang: 'ru' }];
  const steps: Step[] = [
    ...sampling(end - 26 * hourMs, 'xa', false).slice(0, 1),
    {
      at: end - 25 * hourMs,
      by: 'xb',
      run: async (world) => {
        const body = { ...facts, ...say.xb.incident(what, 'Belmara Grid'), operator: 'Belmara Grid', sector: 'energy' };
        const door = world.as('xb/cyber/o-1');
        refs.source = (await door.submitRecord({ body: { kind: 'incident.report', body, ...theirs } })).ref;
        await release(world, 'xb/cyber/o-1', [refs.source], ['xa']);
      },
    },
    {
      at: end - 20 * hourMs,
      by: 'xa',
      run: async (world) => {
        const body = { ...facts, ...say.xa.incident(what, facts.operator) };
        const draft = { kind: 'incident.report', body, sources: [refs.source], lang: 'en', ...ours };
        refs.incident = (await world.as(duty).submitRecord({ body: draft })).ref;
        await release(world, duty, [refs.incident], ['xc', 'ec']);
      },
    },
    {
      at: end - 18 * hourMs,
      by: 'xa',
      run: (world) => translate(world, refs.incident, 'ru', say.xb.incident(what, facts.operator)),
    },
    {
      at: end - 6 * hourMs,
      by: 'xb',
      run: async (world) => {
        const body = { records: [refs.source], to: ['xa'], reason: 'the operator asked for its name to be taken back' };
        await world.as('xb/cyber/o-1').recallRecords({ body });
      },
    },
    {
      at: end - 3 * hourMs,
      by: 'xa',
      run: async (world) => {
        const body = { ...say.xa.warning(what), number: 1, severity: 'high', products: [what.product] };
        const door = world.as(duty);
        const draft = { kind: 'warning.issue', case: refs.incident, body, lang: 'en', ...ours };
        const { id, ref } = await door.propose({ body: draft });
        await approve(world, duty, id);
        await door.putIntoForce({ params: { id } });
        // Only where its case is: the report waits for the visitor, who releases it to xb.
        await release(world, duty, [ref], ['xc', 'ec']);
      },
    },
    {
      at: end - 2 * hourMs,
      by: 'xa',
      run: async (world) => {
        // Waits for whoever is not its author.
        const body = {
          ...say.xa.warning(what),
          number: 2,
          severity: 'critical',
          products: [what.product, 'ValveView 2'],
        };
        const draft = { kind: 'warning.issue', case: refs.incident, body, lang: 'en', ...ours };
        const { id } = await world.as(duty).propose({ body: draft });
        await approve(world, duty, id);
      },
    },
  ];
  return [...steps, ...desk(end)];
}
