import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { appointDemoOfficers } from '#features/proposals/actions.ts';
import { createProgram } from '#cli.ts';
import { commandsOf, examples, exitCodes, placeholders } from '#cli-examples.ts';
import { tamga } from '../command-line.ts';
import { root } from '../house/tree.ts';
import { startNodes } from './nodes.ts';
import type { Net } from './nodes.ts';
import { isAnswered, runExample } from './run-example.ts';

// The examples of docs/commands.md are run as they stand there, with --json, from the first record to the last file. Every answer of a
// node is held to the published document as it comes (test/conform.ts): what is printed has to be such answers, or parts of them.

let net: Net;
beforeAll(async () => {
  net = await startNodes('xa', 'xb', 'iop');
  vi.useFakeTimers({ toFake: ['Date'], now: net.clock.now });
  await net.settle();
});
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  return net[Symbol.asyncDispose]();
});

type Step = {
  /** What stands for what in the examples. */
  given?: () => Record<string, string>;
  /** What has to be done before. */
  first?: () => Promise<unknown> | void;
  /** Only few of its examples can do what they say in an alliance where so little happened: the others are refused so. */
  refused?: string;
  /** Members of what is printed that the command makes itself. */
  own?: readonly string[];
};

const plain = (...names: string[]): Record<string, Step> => Object.fromEntries(names.map((name) => [name, {}]));
const printed = new Map<string, unknown>();
const refOf = (name: string): string => (printed.get(name) as { ref: string }).ref;
const idOf = (name: string): string => (printed.get(name) as { id: string }).id;
const record = () => ({ [placeholders.ref]: refOf('submit') });
const run = () => ({ [placeholders.run]: (printed.get('import') as { id: string }).id });
const proposal = () => ({ [placeholders.proposal]: (printed.get('propose') as { id: string }).id });
const token = () => ({ [placeholders.token]: (printed.get('make-token') as { id: string }).id });
const verifySums = 'checked failed withoutContent unwitnessed approvals failures unchecked'.split(' ');
const hypothesis = () => ({ [placeholders.ref]: refOf('hypothesis state') });
const demand = () => ({ [placeholders.demand]: refOf('oversight demand') });
const inFolder = (name: string): string => join(net.home, name);
const also = async (...args: string[]): Promise<void> => {
  expect(await tamga(net, args)).toMatchObject({ code: 0, err: '' });
  await net.settle();
};
const atFolder = (): void => {
  vi.stubEnv('TAMGA_PARTICIPANT', 'xa');
  vi.stubEnv('DATABASE_URL', net.node('xa').databaseUrl);
};

/** Every command that is run here, in this order. */
const steps: Record<string, Step> = {
  submit: {},
  import: {},
  imports: { given: run },
  release: { given: () => ({ ...record(), ...run() }) },
  'blob add': { first: () => writeFileSync(inFolder('disk.img'), 'an image'), own: ['type'] },
  'ferry out': { own: ['file', 'to', 'blobs', 'after', 'last', 'more'] },
  'ferry in': { own: ['blobs'] },
  'blob get': {
    first: submitWithBlob,
    given: () => ({ [placeholders.ref]: refOf('blob'), [placeholders.digest]: blob().sha256 }),
    own: ['file', 'bytes'],
  },
  alliance: { first: () => net.settle() },
  records: {},
  record: { given: record },
  case: { given: record },
  next: { given: record },
  translate: { given: record },
  hold: { given: record, own: ['ref', 'code', 'until', 'reason'] },
  'lift-hold': { given: record, own: ['ref'] },
  verify: { given: record, own: verifySums },
  proof: { given: record, own: ['ref', 'file'] },
  recall: { given: record },
  threats: {},
  'threats neighbours': {},
  'threats path': {},
  'threats diff': { refused: 'not-found' },
  threat: {},
  export: { given: () => ({ ...record(), ...run() }), refused: 'not-found', own: ['file', 'bytes', 'leftOut'] },
  'hypothesis state': {},
  hypotheses: {},
  'hypothesis evidence': {
    given: hypothesis,
    first: () => also('--node', 'xa', 'release', refOf('hypothesis state'), '--to', 'xb'),
  },
  'hypothesis opinion': { given: hypothesis },
  'hypothesis assess': { given: hypothesis },
  'hypothesis dissent': {
    given: () => ({ [placeholders.ref]: refOf('hypothesis assess') }),
    first: () => also('--node', 'xa', 'release', refOf('hypothesis assess'), '--to', 'xb'),
  },
  'hypothesis withdraw': { given: hypothesis },
  selections: {},
  'selections share': {},
  'selections unshare': {},
  'selections delete': { own: ['id', 'name'] },
  'selections rename': { first: () => tamga(net, ['--node', 'xa', 'threats', '--save', 'new malware']) },
  'oversight demand': {},
  'oversight demands': { first: () => net.settle() },
  'oversight unopened': {},
  tasks: {},
  'close-task': { own: ['id', 'note'], given: () => ({ '4': firstOf('tasks') }) },
  'oversight find': { given: demand, refused: 'leaves' },
  'oversight open': { given: demand },
  'oversight show': { given: demand, first: () => net.settle() },
  'oversight findings': {},
  suspend: {},
  suspensions: {},
  lift: {},
  refused: {},
  resume: { refused: 'conflict', own: ['participant', 'resumed'] },
  propose: { first: () => appointDemoOfficers(net.node('xa').deps, net.node('xa').deps.authenticators!) },
  proposals: {},
  proposal: { given: proposal },
  'put-into-force': { given: proposal, refused: 'approval-missing' },
  approve: { given: proposal },
  confirm: { first: putWarningIntoForce, given: () => ({ [placeholders.ref]: refOf('emergency') }) },
  'end-proposal': { given: proposal, refused: 'decided' },
  drafts: {},
  'drafts discard': { own: ['form'] },
  preview: {},
  'preview propose': { refused: 'preview-over' },
  'preview seal': { given: () => ({ [placeholders.proposal]: (printed.get('preview') as { id: string }).id }) },
  inbox: {},
  'inbox take': { refused: 'not-found' },
  'inbox hand-over': { refused: 'not-found' },
  'inbox give-back': { refused: 'not-found' },
  'inbox takings': {},
  notices: {},
  'notices on': { refused: 'mail-domain' },
  'notices off': {},
  'watch plan': {},
  watch: {},
  'watch roster': {},
  'watch cancel': { given: () => ({ [placeholders.proposal]: idOf('watch plan') }), own: ['id'] },
  'watch note': {},
  'watch notes': {},
  'watch take-over': { given: () => ({ [placeholders.proposal]: idOf('watch note') }), own: ['id'] },
  'watch call': {},
  'watch calls': {},
  'watch file-call': {
    given: () => ({ ...record(), [placeholders.proposal]: idOf('watch call') }),
    own: ['id', 'ref'],
  },
  'watch contacts': {},
  'watch test': { own: ['participant', 'contact', 'way', 'answered', 'note'] },
  deputy: { own: ['deputy', 'firstDay', 'lastDay'] },
  ...plain('deputies', 'no-deputy', 'quarantine'),
  'quarantine-release': { refused: 'not-found' },
  'quarantine-discard': { refused: 'not-found' },
  refer: { refused: 'referral' },
  referrals: {},
  keys: {},
  'destroy-key': { refused: 'not-found' },
  'sign-in': {},
  ...plain('figures', 'figures records'),
  assign: { given: record },
  ...plain('assignments', 'assigned'),
  'end-assignment': { given: () => ({ [placeholders.ref]: refOf('assign') }) },
  'request-assignment': { given: record, own: ['covers', 'subject', 'purpose', 'reason'] },
  'assignment-requests': {},
  'refuse-assignment-request': { given: () => ({ '7': firstOf('assignment-requests') }), own: ['id'] },
  'drop-assignment-request': { refused: 'not-found' },
  officers: {},
  invite: {},
  appoint: { refused: 'nothing-to-appoint' },
  dismiss: {},
  ...plain('passkeys', 'stop-passkeys', 'make-token', 'tokens'),
  'end-token': { given: token, own: ['id'] },
  config: { first: atFolder },
  backup: { first: atFolder },
  backups: { first: atFolder },
  'prune-backups': { first: atFolder, refused: 'not-found' },
  rebuild: { first: atFolder },
  restore: { refused: 'keys' },
  init: {},
  'profile root-key': {},
  'profile propose': {},
  'profile endorse': {},
  'profile adopt': { first: endorseAtOthers },
  'directory make': {},
  'directory adopt': { first: () => copyFileSync(inFolder('xa-directory.jws'), inFolder('xf-directory.jws')) },
  'succeed seal': { refused: 'not-found' },
  'succeed adopt': { refused: 'not-found' },
  'directory join': { refused: 'config' },
};

/** Where those are run that need a node of their own, its end, or hours; and by which words there. */
const elsewhere: Record<string, [path: string, words: string]> = {
  node: ['test/faults/processes.ts', "'src/cli.ts', 'node'"],
  'succeed draft': ['test/faults/succession.test.ts', "run('draft'"],
  play: ['test/federation/scenario.test.ts', "tamga(net, ['play', file"],
};

const firstOf = (list: string): string => String((printed.get(list) as { id: number }[])[0]?.id);
const blob = () => printed.get('blob add') as { sha256: string; size: number; type: string };
async function putWarningIntoForce(): Promise<void> {
  const told = async (...args: string[]) => JSON.parse((await tamga(net, ['--node', 'xa', ...args, '--json'])).out);
  const { id } = await told('propose', join(root, 'docs/examples/warning.json'));
  await told('approve', id);
  printed.set('emergency', (await told('put-into-force', id)).sealed);
}
async function submitWithBlob(): Promise<void> {
  const draft = JSON.parse(readFileSync(join(root, 'docs/examples/incident.json'), 'utf8')) as object;
  writeFileSync(inFolder('with-blob.json'), JSON.stringify({ ...draft, blobs: [blob()] }));
  const { out } = await tamga(net, ['--node', 'xa', 'submit', inFolder('with-blob.json'), '--json']);
  printed.set('blob', JSON.parse(out));
  await also('--node', 'xa', 'release', refOf('blob'), '--to', 'xb');
}
async function endorseAtOthers(): Promise<void> {
  for (const code of ['xb', 'xc']) {
    const sealing = ['--home', inFolder('xa'), '--participant', code, '--root', inFolder(`root-keys/${code}.key`)];
    const args = ['profile', 'endorse', inFolder('profile-2.json'), ...sealing];
    expect(await tamga(net, [...args, '--out', inFolder(`${code}-endorses.jws`)])).toMatchObject({ code: 0 });
  }
}

const all = commandsOf(createProgram()).map(([name]) => name);

test('every command is run here, or in a test that is named', () => {
  expect([...Object.keys(steps), ...Object.keys(elsewhere)].toSorted()).toEqual(all.toSorted());
  for (const [path, words] of Object.values(elsewhere)) expect(readFileSync(join(root, path), 'utf8')).toContain(words);
});

test.for(Object.entries(steps))(
  'tamga %s does what its examples say, and prints JSON that is as described',
  async ([name, step]) => {
    await step.first?.();
    let refused = 0;
    for (const example of examples[name] ?? []) {
      const { code, out, err, answers } = await runExample(net, example, step.given?.() ?? {});
      if (code !== 0 && step.refused !== undefined) {
        expect([example, code, out, err]).toEqual([example, 1, '', expect.stringContaining(`[${step.refused}]`)]);
        refused += 1;
        continue;
      }
      expect([example, code, err]).toEqual([example, 0, '']);
      const value: unknown = JSON.parse(out);
      // A number may be equal to one of an answer by chance.
      expect([example, typeof value]).toEqual([example, 'object']);
      if (!printed.has(name)) printed.set(name, value);
      if (answers.length === 0 || isAnswered(value, answers)) continue;
      const unlike = Object.entries(value as object).filter(([, member]) => !isAnswered(member, answers));
      expect([example, unlike.map(([member]) => member).filter((member) => !step.own?.includes(member))]).toEqual([
        example,
        [],
      ]);
    }
    expect(refused > 0).toBe(step.refused !== undefined);
  },
);

test('what is said of another’s word tells who does not have it, and the command that lets him', async () => {
  const opinion = ['--node', 'xb', 'hypothesis', 'opinion', refOf('hypothesis state'), 'neutral', 'we looked again'];
  const { code, out } = await tamga(net, opinion);
  const [, ref] = /^(xb\/[0-9a-f-]{36})\nheld here until it is released: xa, /.exec(out) ?? [];
  expect([code, out]).toEqual([0, expect.stringContaining(`\`tamga release ${ref} --to xa\``)]);
  expect(await tamga(net, ['--node', 'xb', 'release', ref ?? '', '--to', 'xa'])).toMatchObject({ code: 0 });
  // A later opinion takes the place of the earlier one, and goes by itself to who has that.
  expect((await tamga(net, opinion)).out).toMatch(/^xb\/\S+\nreleased to xa, who has what it is about\n$/);
});

test('each exit code that is documented is given, and no other', async () => {
  const cases: Record<string, string[]> = {
    '0': ['--node', 'xa', 'alliance'],
    '1': ['--node', 'xa', 'record', placeholders.ref],
    '2': ['--node', 'xa', 'records', '--limit', '0'],
  };
  const told = [...exitCodes.matchAll(/\b(\d) /g)].map(([, code]) => code);
  expect(told).toEqual(Object.keys(cases));
  for (const [code, args] of Object.entries(cases)) {
    const ran = await tamga(net, args);
    expect([String(ran.code), ran.out === '', ran.err === '']).toEqual([code, code !== '0', code === '0']);
  }
});
