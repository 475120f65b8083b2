import { afterAll, beforeAll } from 'vitest';
import { releaseRecords } from '#features/releases/actions.ts';
import { found, officersOf, propose, warning } from './eyes.ts';
import type { Passkeys } from './eyes.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

/** One node for all tests of a file. `prepare` gets it once it runs, and keeps it where the tests find it. */
export function shareNode(code: string, prepare: (node: TestNode, net: Net) => Promise<void> | void): void {
  let net: Net;
  beforeAll(async () => {
    net = await startNodes(code);
    await prepare(net.node(code), net);
  });
  afterAll(() => net[Symbol.asyncDispose]());
}

/** Officers of an authority by their numbers. */
export const officersAt = <Numbers extends readonly string[]>(authority: string, ...numbers: Numbers) =>
  numbers.map((n) => `${authority}/${n}`) as { [Place in keyof Numbers]: string };

/** Two nodes, of which xa has officers whom two appointed. `founding` is the record that did. */
export type FourEyes = { net: Net; xa: TestNode; xb: TestNode; passkeys: Passkeys; founding: string };

/** They stand for all tests of a file. */
export function shareFourEyes(prepare: (eyes: FourEyes) => Promise<void> | void): void {
  let net: Net;
  beforeAll(async () => {
    net = await startNodes('xa', 'xb');
    const [xa, xb] = [net.node('xa'), net.node('xb')];
    const { passkeys, ref: founding } = await found(xa, 'xa/cyber');
    await prepare({ net, xa, xb, passkeys, founding });
  });
  afterAll(() => net[Symbol.asyncDispose]());
}

/** A warning that waits for its approvals. */
export const newWarningAt = async (xa: TestNode): Promise<string> =>
  (await propose(xa, officersOf('xa/cyber').author, warning)).id;

/** What xa wrote goes to xb. */
export const releaseToXb = (xa: TestNode, ref: string) =>
  releaseRecords(xa.deps, { authority: 'xa/cyber', officer: officersOf('xa/cyber').author }, [ref], ['xb']);
