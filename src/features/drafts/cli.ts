import { toTable } from '#platform/cli/table.ts';
import { allOf } from '#client.ts';
import type { AskedOf } from '#api-client.ts';
import type { AddCommands } from '#cli-context.ts';
import { readJson } from '#cli-usage.ts';

export const addDraftCommands: AddCommands = (program, context) => {
  const drafts = program
    .command('drafts')
    .description('what the officer typed on pages and did not send; nobody else’s')
    .action(async (_options, command) => {
      const client = context.client(command);
      const items = await allOf((page) => client.listDrafts({ query: page }));
      const rows = items.map((d) => [d.form, d.savedAt, d.address]);
      context.print(command, items, toTable(['form', 'kept', 'page'], rows));
    });
  drafts
    .command('discard <form>')
    .description('forget one of them')
    .action(async (form: string, _options, command) => {
      await context.client(command).discardDraft({ params: { form } });
      context.print(command, { form }, `${form} is forgotten`);
    });

  const preview = program
    .command('preview <file>')
    .description(
      'the very bytes that would be sealed of a draft in a JSON file, and who would get them; nothing is sealed',
    )
    .action(async (file: string, _options, command) => {
      const { author: _, ...body } = readJson(file) as AskedOf<'submitRecord'>['body'];
      const made = await context.client(command).previewRecord({ body });
      const lines = [
        `preview ${made.id}, to be ${made.isProposed ? 'proposed' : 'sealed'} before ${made.expiresAt}`,
        `SHA-256 of the envelope: ${made.digest}`,
        made.payload,
        made.body,
        `at once to: ${made.released.join(', ') || 'nobody'}`,
        `its envelope is owed to: ${made.oversight.join(', ') || 'nobody'}`,
        ...made.withheld.map(({ to, code, why }) => `not to ${to}, which has what it replaces: ${why} (${code})`),
      ];
      context.print(command, made, lines.join('\n'));
    });
  preview
    .command('seal <id>')
    .description('seal the bytes of a preview, within four minutes')
    .action(async (id: string, _options, command) => {
      const made = await context.client(command).sealPreview({ params: { id } });
      context.print(command, made, made.ref);
    });
  preview
    .command('propose <id>')
    .description('propose the bytes of a preview to those who approve them, within four minutes')
    .action(async (id: string, _options, command) => {
      const made = await context.client(command).proposePreview({ params: { id } });
      context.print(command, made, made.id);
    });
};
