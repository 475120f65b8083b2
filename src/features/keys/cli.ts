import { toTable } from '#platform/cli/table.ts';
import type { Key } from '#api-client.ts';
import { allOf } from '#client.ts';
import type { AddCommands } from '#cli-context.ts';

export const addKeyCommands: AddCommands = (program, context) => {
  program
    .command('keys')
    .description("the private keys in the node's folder: which are current, and what still needs a former one")
    .action(async (_options, command) => {
      const client = context.client(command);
      const items = await allOf((query) => client.listKeys({ query }));
      const rows = items.map((k) => [k.kid, k.file, k.use, k.authority, k.state, k.from, k.to, describeHeld(k)]);
      const columns = ['kid', 'file', 'use', 'authority', 'state', 'from', 'to', 'still needed for'];
      context.print(command, items, toTable(columns, rows));
    });
  program
    .command('destroy-key <kid>')
    .description('destroy a private key that the directory has ended and that nothing needs any more')
    .action(async (kid: string, _options, command) => {
      const [participant = '', hash = ''] = kid.split('/');
      const key = await context.client(command).destroyKey({ params: { participant, hash } });
      context.print(command, key, `${key.file} is destroyed`);
    });
};

const describeHeld = ({ holds }: Key): string => (holds ? `${holds.bodies} bodies, ${holds.unopened} unopened` : '');
