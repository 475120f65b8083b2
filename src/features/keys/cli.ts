import { toTable } from '#platform/cli/table.ts';
import { askAll } from '#client.ts';
import type { AddCommands } from '#cli-context.ts';
import type { KeyFile, KeyView } from './model.ts';

export const addKeyCommands: AddCommands = (program, context) => {
  program
    .command('keys')
    .description("the private keys in the node's folder: which are current, and what still needs a former one")
    .action(async (_options, command) => {
      const items = await askAll<KeyView>(context.client(command), '/api/keys');
      const rows = items.map((k) => [k.kid, k.file, k.use, k.authority, k.state, k.from, k.to, describeHeld(k)]);
      const columns = ['kid', 'file', 'use', 'authority', 'state', 'from', 'to', 'still needed for'];
      context.print(command, items, toTable(columns, rows));
    });
  program
    .command('destroy-key <kid>')
    .description('destroy a private key that the directory has ended and that nothing needs any more')
    .action(async (kid: string, _options, command) => {
      const path = `/api/keys/${kid.split('/').map(encodeURIComponent).join('/')}/destroy`;
      const key = await context.client(command).ask<KeyFile>(path, { method: 'POST' });
      context.print(command, key, `${key.file} is destroyed`);
    });
};

const describeHeld = ({ holds }: KeyView): string =>
  holds ? `${holds.bodies} bodies, ${holds.unopened} unopened` : '';
