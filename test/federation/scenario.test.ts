import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appointDemoOfficers } from '#features/proposals/actions.ts';
import { parseScenario, playScenario } from '#features/scenarios/actions.ts';
import type { Stage } from '#features/scenarios/actions.ts';
import { clientAt } from '#client.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { tamga } from '../command-line.ts';
import type { Board } from '#features/hypotheses/board-model.ts';
import { fetchOf, startNodes, tokenOf } from './nodes.ts';
import type { Net } from './nodes.ts';

const read = (): unknown =>
  JSON.parse(readFileSync(new URL('../../scenarios/greylatch-opening.json', import.meta.url), 'utf8'));

/** The test's clock: waiting is turning it on, and patience ends when nothing moves any more. */
function simulatedStage(net: Net): Stage & { played: string[] } {
  const start = net.clock.now.getTime();
  const played: string[] = [];
  let settled = false;
  return {
    played,
    door: (code, role = 'case-officer') =>
      clientAt({ url: 'http://localhost', token: tokenOf(role) }, async (url, init) => {
        if (init.method === 'POST') settled = false;
        return fetchOf(net.node(code))(url, init);
      }),
    async waitUntil(sinceStartMs) {
      net.clock.advance(start + sinceStartMs - net.clock.now.getTime());
    },
    async eventually(check) {
      if (!settled) await net.settle();
      settled = true;
      return check();
    },
    onStep: (step) => void played.push(step.id),
  };
}

const handling = {
  marking: { tlp: 'AMBER', base: 'unclassified' },
  basis: [{ instrument: 'mca-2029', article: '7' }],
  purpose: 'cii-protection',
  retainUntil: '2031-05-13',
};
const incident = {
  kind: 'incident.report',
  body: {
    title: 'Ticket halls down',
    operator: 'Arvenia Rail',
    sector: 'rail',
    service: 'ticketing',
    severity: 'high',
    hostsAffected: 412,
    detectedAt: '2030-05-13T05:40:00Z',
    description: 'Hosts encrypted.',
  },
  ...handling,
};
const submit = { submit: incident, as: 'incident' };
const step = (change: object) => ({ id: 's1', at: 'PT0S', actor: 'xa', text: '', do: [submit], expect: [], ...change });
const scenarioOf = (...steps: object[]) => parseScenario({ format: 'tamga-scenario/1', title: 'A test', steps });

test('the opening of the outbreak goes as its file says, in simulated time', async () => {
  await using net = await startNodes('ec', 'xa', 'xb', 'xc', 'iop');
  await appointDemoOfficers(net.node('xa').deps, net.node('xa').deps.authenticators!);
  const stage = simulatedStage(net);
  const began = net.clock.now.getTime();
  const refs = await playScenario(parseScenario(read()), stage);
  expect(stage.played).toEqual(['a1', 'a3', 'a5', 'a5-dissent', 'a5-recall']);
  expect(net.clock.now.getTime() - began, 'an hour and forty minutes').toBe(100 * 60_000);
  expect([...refs.keys()].slice(0, 4)).toEqual(['incident', 'greylatch', 'laboratory', 'objection']);
  // What is held about the malware, as xa's officer reads it: two answers, findings for and against, and a dissent (SG-26).
  const board = await net.node('xa').ask<Board>('/api/hypotheses/of/malware--3f0c2b1e-8a4d-4c7e-9b16-2d5e7f9a1c02');
  expect(board).toMatchObject({
    name: 'GREYLATCH',
    hypotheses: [
      { author: 'xb/cyber', attributed: { name: 'Quiet Heron', class: 'group' } },
      { author: 'xa/cyber', attributed: null },
    ],
    assessments: [{ author: 'xa/cyber', prefers: refs.get('alternative'), dissents: [{ author: 'xb/cyber' }] }],
  });
  const directions = board.matrix.flatMap(({ cells }) => cells[0]?.map(({ direction }) => direction) ?? []);
  expect(directions.toSorted()).toEqual(['against', 'against', 'for']);
  expect(board.remarks.map(({ what, createdBy }) => [what, createdBy])).toEqual([
    ['opinion', 'Sable Hill Laboratory'],
    ['confidence', 'Sable Hill Laboratory'],
  ]);
  const issued = await net.node('xb').ask<{ envelope: { issuedAt: string } }>(`/api/records/${refs.get('count')}`);
  expect(new Date(issued.envelope.issuedAt).getTime() - began).toBe(65 * 60_000);
});

test.each([
  ['a record that is not there', { at: 'xb', record: '$incident' }, '$incident at xb is not there'],
  ['one that should not be there', { at: 'xa', record: '$incident', absent: true }, '$incident at xa is there'],
  ['another verdict', { at: 'xa', record: '$incident', is: { verdict: 'accepted' } }, 'is not {"verdict":"accepted"}'],
  ['another state', { at: 'xa', record: '$incident', state: { hosts: 1 } }, 'is in the state'],
  [
    'a receipt that never came',
    { at: 'xa', record: '$incident', receipt: { from: 'xb', status: 'delivered' } },
    'has no receipt',
  ],
])('an expectation that does not hold ends the play and names its step: %s', async (_, expected, why) => {
  await using net = await startNodes('xa', 'xb');
  const stage = simulatedStage(net);
  const scenario = scenarioOf(step({ id: 's1' }), step({ id: 's2', do: [], expect: [expected] }), step({ id: 's3' }));
  await expect(playScenario(scenario, stage)).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringMatching(/^step s2: /),
  });
  await expect(playScenario(scenario, stage)).rejects.toThrow(why);
  expect(stage.played).not.toContain('s3');
});

test('a step that must be refused is refused with its code, and what it tried left no trace', async () => {
  await using net = await startNodes('xa', 'xb', 'iop');
  const red = { ...incident, marking: { tlp: 'RED', base: 'unclassified' } };
  const scenario = scenarioOf(
    step({ do: [{ submit: red, as: 'incident' }] }),
    step({ id: 's2', do: [{ release: { records: ['$incident'], to: ['iop'] } }], refused: 'tlp' }),
    step({ id: 's3', do: [], expect: [{ at: 'iop', record: '$incident', absent: true }] }),
  );
  await playScenario(scenario, simulatedStage(net));
  const { items } = await net.node('xa').ask<{ items: { kind: string }[] }>('/api/records');
  expect(items.map((item) => item.kind)).toEqual(['incident.report']);

  // The same by the command: names stand for refs wherever they are, and each step goes through the node that it names.
  const told = {
    case: '$incident',
    about: ['$incident'],
    body: { ...incident.body, title: 'Again', description: '$incident' },
  };
  const told2 = step({
    id: 's2',
    actor: 'xa',
    text: 'more of it',
    do: [{ submit: { ...incident, ...told }, as: 'more' }],
  });
  const given = step({
    id: 's3',
    do: [{ release: { records: ['$incident'], to: ['xb'] } }],
    expect: [{ at: 'xb', record: '$incident' }],
  });
  const file = join(net.home, 'play.json');
  const steps = [step({ text: 'it begins' }), told2, given];
  writeFileSync(file, JSON.stringify({ format: 'tamga-scenario/1', title: 'A test', steps }));
  const going = setInterval(() => void net.settle().catch(() => {}), 100);
  const ran = await tamga(net, ['play', file, '--json']).finally(() => clearInterval(going));
  expect(ran).toMatchObject({ code: 0, err: 's1  xa  it begins\ns2  xa  more of it\ns3  xa  \n' });
  const made = JSON.parse(ran.out) as Record<'incident' | 'more', string>;
  const more = await net.node('xa').ask<RecordDetail>(`/api/records/${made.more}`);
  expect([more.envelope.case, JSON.parse(more.body ?? '')]).toMatchObject([
    made.incident,
    { description: made.incident },
  ]);
  await net.settle();
  expect(await tamga(net, ['play', join(net.home, 'none.json')])).toMatchObject({
    code: 1,
    err: expect.stringMatching(/none\.json.*\[malformed\]/),
  });
});

test.each([
  ['is not refused', 'tlp', { records: ['$incident'], to: ['xb'] }, /^step s2: expected to be refused with tlp$/],
  ['is refused with another code', 'SG-30', { records: ['$incident'], to: ['nobody'] }, /nobody/],
])('a step that must be refused and %s ends the play', async (_, refused, release, message) => {
  await using net = await startNodes('xa', 'xb');
  const scenario = scenarioOf(step({}), step({ id: 's2', do: [{ release }], refused }));
  await expect(playScenario(scenario, simulatedStage(net))).rejects.toMatchObject({
    message: expect.stringMatching(message),
  });
});
