import { afterAll, beforeAll, expect, test } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { openTask } from '#features/tasks/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { optionsOf, sendMail } from '#platform/mail/smtp.ts';
import { askAs } from '#test/federation/authorities.ts';
import { incident } from '#test/federation/drafts.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { checkGuards, everyone, expectProblem } from '#test/guards.ts';
import { startMailServer } from '#test/mail-server.ts';
import { readNotice, setNotice, tellOfficers } from './actions.ts';
import type { NoticeDeps } from './actions.ts';
import { bundleMs, retryMinutes } from './model.ts';
import type { NoticeView } from './model.ts';

let net: Net;
let node: TestNode;
let mail: Awaited<ReturnType<typeof startMailServer>>;
let deps: NoticeDeps;
const id = 'xa/cyber/o-4';
const address = 'o-4@cyber.xa.example';
beforeAll(async () => {
  net = await startNodes('xa');
  node = net.node('xa');
  mail = await startMailServer();
  const domains = new Map([
    ['xa/cyber', ['cyber.xa.example']],
    ['xa/fiu', ['fiu.xa.example']],
  ]);
  deps = { ...node.deps, notices: { server: mail.server, domains, pagesUrl: 'https://tamga.xa.example' } };
});
afterAll(async () => {
  await mail[Symbol.asyncDispose]();
  await net[Symbol.asyncDispose]();
});

checkGuards(
  () => node,
  [
    { method: 'GET', path: '/api/notices/own', roles: everyone },
    { method: 'PUT', path: '/api/notices/own', roles: everyone },
    { method: 'DELETE', path: '/api/notices/own', roles: everyone },
  ],
);

const session = () => ({ officer: node.deps.officers.find((one) => one.id === id)!, demo: false });
const codeOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'done',
    (error: { code: string; message: string }) => `${error.code} ${error.message}`,
  );

async function openOne(): Promise<void> {
  const [record] = await submitRecords(node.deps, [incident('xa')]);
  const { id: recordId, ref: about } = record!;
  await transaction(node.deps.db, (tx) => openTask(tx, node.deps, 'finding', { recordId, about, causeId: recordId }));
}

test('nobody is told who did not ask, nor in another authority’s domain, nor where the operator offers no mail', async () => {
  await openOne();
  await tellOfficers(deps);
  expect(mail.got).toEqual([]);
  expect(await codeOf(setNotice(deps, session(), { address: 'o@fiu.xa.example', lang: 'en' }))).toMatch(/^refused/);
  const body = { address, lang: 'en' };
  await expectProblem(askAs(node, id, '/api/notices/own', { method: 'PUT', body }), 'mail-domain', /offers no mail/);
  expect(await askAs<NoticeView>(node, id, '/api/notices/own')).toMatchObject({ domains: [], address: null });
});

test('an officer is told in one mail that something waits: of what kind, how much, and where, and no content', async () => {
  await openOne();
  await setNotice(deps, session(), { address, lang: 'en' });
  await tellOfficers(deps);
  expect(mail.got).toHaveLength(1);
  const { from, to, text } = mail.got[0]!;
  expect([from, to]).toEqual(['tamga@cyber.xa.example', [address]]);
  expect(text).toContain('- tasks: 2');
  expect(text).toContain('https://tamga.xa.example/inbox');
  expect(text).not.toMatch(/Ticket halls|Arvenia|xa\/0|incident/);
  expect(await readNotice(deps, session())).toMatchObject({ address, lastSentAt: node.deps.now() });
});

test('what was told is told no more; what comes next waits until the bundle is together', async () => {
  await openOne();
  await tellOfficers(deps);
  net.clock.advance(bundleMs - 1);
  await openOne();
  await tellOfficers(deps);
  expect(mail.got).toHaveLength(1);
  net.clock.advance(1);
  await tellOfficers(deps);
  expect(mail.got).toHaveLength(2);
  expect(mail.got[1]!.text).toContain('- tasks: 2');
  net.clock.advance(bundleMs);
  await tellOfficers(deps);
  expect(mail.got).toHaveLength(2);
});

test('a mail that is not taken is tried again later, then given up, which its officer is told on the page', async () => {
  mail.state.isDown = true;
  await openOne();
  for (const minutes of [...retryMinutes, 0]) {
    await tellOfficers(deps);
    net.clock.advance(minutes * 60_000);
  }
  expect(await readNotice(deps, session())).toMatchObject({ failedAt: node.deps.now(), failure: 'EENVELOPE' });
  mail.state.isDown = false;
  await tellOfficers(deps);
  expect(mail.got).toHaveLength(2);
  await openOne();
  await tellOfficers(deps);
  expect(mail.got).toHaveLength(3);
  expect(mail.got[2]!.text).toContain('- tasks: 1');
  expect(await readNotice(deps, session())).toMatchObject({ failedAt: null, failure: null });
});

test('where the domain is the authority’s no longer, and after the officer said so, nothing goes out', async () => {
  const moved = { ...deps, notices: { ...deps.notices!, domains: new Map([['xa/cyber', ['other.example']]]) } };
  net.clock.advance(bundleMs);
  await openOne();
  await tellOfficers(moved);
  expect(await readNotice(deps, session())).toMatchObject({ address: null });
  await setNotice(deps, session(), { address, lang: 'ru' });
  await askAs(node, id, '/api/notices/own', { method: 'DELETE' });
  await tellOfficers(deps);
  expect(mail.got).toHaveLength(3);
});

test('who asks to be told again and again is not mailed more often for it', async () => {
  const again = async () => {
    await askAs(node, id, '/api/notices/own', { method: 'DELETE' });
    await setNotice(deps, session(), { address, lang: 'en' });
    await tellOfficers(deps);
    return mail.got.length;
  };
  expect([await again(), await again(), await again()]).toEqual([4, 4, 4]);
  net.clock.advance(bundleMs);
  expect([await again(), await again()]).toEqual([5, 5]);
});

test('without TLS nothing is handed over where TLS is asked for, nor under a certificate that nobody vouches for', async () => {
  const asked = { secure: false, requireTLS: true, ignoreTLS: false };
  const letter = { to: address, subject: 's', text: 't' };
  const plain = { ...optionsOf(mail.server), ...asked };
  expect(await codeOf(sendMail(mail.server, letter, plain))).toMatch(/^peer-unreachable .*(ETLS|EPROTOCOL)/);
  await using selfSigned = await startMailServer({ disabledCommands: [] });
  const strict = { ...optionsOf(selfSigned.server), ...asked };
  expect(await codeOf(sendMail(selfSigned.server, letter, strict))).toMatch(/^peer-unreachable/);
  expect([...selfSigned.got, ...mail.got.slice(5)]).toEqual([]);
});
