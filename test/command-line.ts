import { runCommand } from '#cli.ts';
import type { Surroundings } from '#cli-context.ts';
import type { Net } from './federation/nodes.ts';

export type Ran = { code: number; out: string; err: string };

/** Runs `tamga` in this process against nodes of this process: as into a pipe, or at a terminal. */
export async function tamga(net: Net, args: readonly string[], isTerminal = false): Promise<Ran> {
  const printed = { out: '', err: '' };
  const open: Surroundings['open'] = (_home, node = '', role) => ({
    node,
    ask: (path, asked = {}) => net.node(node).ask(path, { ...asked, role }),
    download: (path, asked = {}) => net.node(node).download(path, { ...asked, role }),
    stream: async (path) => {
      const { bytes } = await net.node(node).download(path, { role });
      return new Blob([Buffer.from(bytes)]).stream();
    },
  });
  const write = (text: string): void => void (printed.out += text);
  const complain = (text: string): void => void (printed.err += text);
  const code = await runCommand(args, { env: {}, write, complain, isTerminal, open });
  return { code, ...printed };
}
