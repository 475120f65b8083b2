import { runCommand } from '#cli.ts';
import type { Surroundings } from '#cli-context.ts';
import { clientAt } from '#client.ts';
import { fetchOf, tokenOf } from './federation/nodes.ts';
import type { Net } from './federation/nodes.ts';

export type Ran = { code: number; out: string; err: string };

/** Runs `tamga` in this process against nodes of this process: as into a pipe, or at a terminal. */
export async function tamga(net: Net, args: readonly string[], isTerminal = false): Promise<Ran> {
  const printed = { out: '', err: '' };
  // To a command it is a node that does not answer; a test has to be told what it was.
  const broken: unknown[] = [];
  const open: Surroundings['open'] = (_home, node = '', role, officer) => {
    const ask = fetchOf(net.node(node));
    const place = { url: 'http://localhost', token: tokenOf(role), ...(officer === undefined ? {} : { officer }) };
    return clientAt(place, (url, init) =>
      ask(url, init).catch((error: unknown) => {
        broken.push(error);
        throw error;
      }),
    );
  };
  const write = (text: string): void => void (printed.out += text);
  const complain = (text: string): void => void (printed.err += text);
  const code = await runCommand(args, { env: {}, write, complain, isTerminal, open });
  if (broken.length > 0) throw new Error(String(broken[0]), { cause: broken[0] });
  return { code, ...printed };
}
