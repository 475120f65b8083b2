import { toTable } from '#platform/cli/table.ts';
import { TamgaError } from '#platform/errors.ts';
import type { AddCommands } from '#cli-context.ts';
import type { AskedOf, Client, Selection } from '#api-client.ts';
import { findSelection, readSelections } from '#cli-search.ts';

/** `tamga selections …`: saved questions to the list of objects. They are saved and opened by `tamga threats`. */
export const addSelectionCommands: AddCommands = (program, context) => {
  const selections = program
    .command('selections')
    .description(
      'questions that were saved: `tamga threats … --save <name>` saves one, `tamga threats --selection <name>` opens it',
    )
    .action(async (_options, command) => {
      const items = await readSelections(context.client(command));
      const rows = items.map((s) => [s.name, s.own ? 'you' : s.officer, s.shared ? 'shared' : '', sayQuery(s)]);
      context.print(command, items, toTable(['name', 'of', 'shared', 'asks for'], rows));
    });

  const change = async (client: Client, name: string, body: Change): Promise<Selection> =>
    client.changeSelection({ params: await findOwn(client, name), body });

  selections
    .command('rename <name> <new-name>')
    .description('give a selection of yours another name')
    .action(async (name: string, newName: string, _options, command) => {
      const changed = await change(context.client(command), name, { name: newName });
      context.print(command, changed, `${name} is ${changed.name} now`);
    });
  for (const [word, shared, told] of [
    ['share', true, 'is seen by all officers of your authority'],
    ['unshare', false, 'is seen by you alone'],
  ] as const)
    selections
      .command(`${word} <name>`)
      .description(`a selection of yours ${told}`)
      .action(async (name: string, _options, command) => {
        context.print(command, await change(context.client(command), name, { shared }), `${name} ${told}`);
      });
  selections
    .command('delete <name>')
    .description('delete a selection of yours; what it found stays')
    .action(async (name: string, _options, command) => {
      const client = context.client(command);
      const params = await findOwn(client, name);
      await client.deleteSelection({ params });
      context.print(command, { ...params, name }, `${name} is deleted`);
    });
};

type Change = AskedOf<'changeSelection'>['body'];

async function findOwn(client: Client, name: string): Promise<{ id: string }> {
  const { id, own } = await findSelection(client, name);
  if (!own) throw new TamgaError('not-found', `no selection of yours is called ${name}`);
  return { id };
}

const sayQuery = ({ query }: Selection): string =>
  Object.entries(query)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ') || 'everything';
