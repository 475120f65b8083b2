import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sealDirectory } from '#features/alliance/directory.ts';
import { askPeer, learnFrom } from '#features/federation/actions.ts';
import type { Network } from '#features/federation/actions.ts';
import { submitRecords } from '#features/records/actions.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { listenTls } from '#platform/http/listen.ts';
import { createPinnedFetch } from '#platform/http/pinned-fetch.ts';
import { incident } from './drafts.ts';
import { rootOf } from './life.ts';
import { startNodes } from './nodes.ts';
import type { Net } from './nodes.ts';

// xb names xc's address in its own directory, keeps its own TLS key, and stands on the path to that address: what xa asks
// "xb" it passes on to xc over a connection of its own.

const feed = '/federation/v1/feed?after=1.0&size=0';
const limits = { maxBytes: 1e7, timeoutMs: 5_000 };
let stack: AsyncDisposableStack;
let net: Net;
let network: Network;
let seen: { to: string | undefined; status: number; text: string }[];

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  net = stack.use(await startNodes('xa', 'xb', 'xc'));
  await net.settle();
  const xc = net.node('xc');
  const [report] = await submitRecords(xc.deps, [incident('xc')]);
  await releaseRecords(xc.deps, { authority: 'xc/cyber', officer: 'xc/cyber/o-1' }, [report!.ref], ['xa']);
  await xc.sequence();
  seen = [];
  const real = stack.use(await listenTls(xc.federation, '127.0.0.1', 0, () => xc.deps.self.keys.tls));
  const port = await standOnThePath(real.port);
  // xb was there first: nothing but the request itself says that xc is not meant.
  for (const code of ['xb', 'xc']) await moveTo(code, `https://127.0.0.1:${port}`);
  const pinned = createPinnedFetch();
  stack.defer(() => pinned.close());
  network = pinned;
}, 60_000);
afterEach(() => stack.disposeAsync());

/** The hostile member's part of the path. It shows xb's TLS key, and has nothing else of anybody's. */
async function standOnThePath(port: number): Promise<number> {
  const [tls] = net.node('xb').deps.self.keys.tls;
  const onPath = createServer({ key: tls!.key, cert: tls!.cert, minVersion: 'TLSv1.3' }, (req, res) => {
    const { url: path, method, headers } = req;
    const onward = request(
      { host: '127.0.0.1', port, path: path!, method: method!, headers, rejectUnauthorized: false },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const body = Buffer.concat(chunks);
          seen.push({ to: headers['tamga-to']?.toString(), status: answer.statusCode ?? 0, text: body.toString() });
          res.writeHead(answer.statusCode ?? 500).end(body);
        });
      },
    );
    req.pipe(onward);
  });
  await new Promise<void>((resolve) => onPath.listen(0, '127.0.0.1', resolve));
  stack.defer(() => {
    onPath.closeAllConnections();
    onPath.close();
  });
  return (onPath.address() as AddressInfo).port;
}

/** The next directory of a participant, with this address; taken on by xa and by itself. */
async function moveTo(code: string, address: string): Promise<void> {
  const held = net.node('xa').deps.self.alliance.directories.get(code)!;
  const next = { number: held.directory.number + 1, previous: held.digest, issuedAt: net.clock.now.toISOString() };
  const jws = sealDirectory({ ...held.directory, ...next, addresses: [address] }, rootOf(net, code));
  for (const at of new Set(['xa', code]))
    await learnFrom(net.node(at).deps, { profiles: [], directories: [jws] }, code);
}

const ask = (method: 'GET' | 'POST', path: string) =>
  askPeer({ ...net.node('xa').deps, network }, 'xb', method, path, limits);

test('what is asked of one member is not answered by another, to whose address the first has it go', async () => {
  await expect(ask('GET', feed)).rejects.toMatchObject({ code: 'peer-answer' });
  expect(seen.map(({ status }) => status)).toEqual([401]);
  expect(seen[0]!.text).not.toContain('bodyKey');
  expect(seen[0]!.to).toBe(`${net.node('xa').deps.self.alliance.id}/xb`);
}, 60_000);

const signed: ['GET' | 'POST', string][] = [
  ['GET', `/federation/v1/blobs/${'A'.repeat(43)}`],
  ['GET', '/federation/v1/head'],
  ['GET', '/federation/v1/held?log=1&size=0'],
  ['GET', '/federation/v1/own?log=1'],
  ['GET', '/federation/v1/cosigned'],
  ['POST', '/federation/v1/nudge'],
  ['POST', '/federation/v1/witness'],
  ['GET', '/federation/v1/profile'],
  ['GET', '/federation/v1/directory'],
  ['GET', '/federation/v1/succession'],
];
test('nor any other request that is signed', async () => {
  for (const [method, path] of signed) await expect(ask(method, path), path).rejects.toThrow('401');
  expect(seen.map(({ status }) => status)).toEqual(signed.map(() => 401));
}, 60_000);
