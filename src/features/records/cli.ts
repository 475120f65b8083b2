import { TamgaError } from '#platform/errors.ts';
import { Option } from 'commander';
import type { Command } from 'commander';
import { toTable } from '#platform/cli/table.ts';
import type { AskedOf, Client } from '#api-client.ts';
import type { AddCommands } from '#cli-context.ts';
import { addPageOptions, checkParty, dayIn, describeMade, readJson, refParts, wrongUsage } from '#cli-usage.ts';
import type { PageOptions } from '#cli-usage.ts';
import { describeRecord } from './describe-cli.ts';
import { recordVerdicts } from './model.ts';
import { addProofCommand } from './proof-cli.ts';
import { addVerifyCommand } from './verify-cli.ts';
import { recordTimes, writers } from './view.ts';
import type { RecordsFilter } from './view.ts';

export const addRecordCommands: AddCommands = (program, context) => {
  addPageOptions(program.command('records'))
    .description('list records, newest first')
    .option(
      '--q <words>',
      'how words of the title begin, as far as you may read titles; of confidential kinds the newest 1,000',
    )
    .option('--kind <kind>', 'such as incident.report; `GET /api/kinds` lists them')
    .option('--author <author>', 'an authority (xa/cyber) or a participant (xa)')
    .addOption(new Option('--verdict <verdict>', 'what became of it here').choices(recordVerdicts))
    .addOption(
      new Option('--written <by>', 'by officers, or by nodes themselves: accounts, receipts and refusals').choices(
        writers,
      ),
    )
    .option('--since <time>', 'here since this moment: 2030-05-12T06:00:00Z')
    .option('--kept-to <day>', 'content that is here until this day at most, YYYY-MM-DD')
    .addOption(
      new Option('--by <time>', 'what --from and --to are about; arrived where it is left out').choices(recordTimes),
    )
    .option('--from <day>', 'from this day on (UTC)')
    .option('--to <day>', 'up to this day (UTC)')
    .action(async (options: PageOptions & RecordsFilter, command) => {
      const client = context.client(command);
      const page = await client.listRecords({ query: options });
      if (page.items.length === 0) await checkKnown(client, command, options);
      const rows = page.items.map((r) => [
        r.ref,
        r.kind,
        r.verdict,
        r.code,
        r.marking?.tlp,
        r.destroyed ? '(destroyed)' : r.envelopeOnly ? '(envelope only)' : r.title,
      ]);
      context.print(command, page, toTable(['ref', 'kind', 'verdict', 'code', 'TLP', 'title'], rows));
    });

  program
    .command('record <ref>')
    .description('one record: outer facts, releases and receipts, body; all of it with --json')
    .action(async (ref: string, _options, command) => {
      const params = refParts(command, ref);
      const record = await context.client(command).readRecord({ params });
      context.print(command, record, describeRecord(record));
    });

  program
    .command('submit <file>')
    .description(
      'seal a record from a JSON file: kind, body, marking, basis, purpose, retainUntil; case and about, by which objects come into a case',
    )
    .action(async (file: string, _options, command) => {
      const body = readJson(file) as AskedOf<'submitRecord'>['body'];
      const made = await context.client(command).submitRecord({ body }).catch(adviseProposal);
      context.print(command, made, describeMade(made, 'the record that it replaces'));
    });

  program
    .command('hold <ref>')
    .description(
      'keep another participant’s record under national law: after a recall its content is kept, unread, until the day',
    )
    .requiredOption(
      '--code <code>',
      'which duty of your law, in small letters and hyphens, such as criminal-proceedings; its author reads it',
    )
    .requiredOption('--until <day>', 'last day, YYYY-MM-DD (UTC)', dayIn)
    .requiredOption('--reason <text>', 'why; it stays on this node')
    .action(async (ref: string, hold: { code: string; until: string; reason: string }, command) => {
      const params = refParts(command, ref);
      await context.client(command).holdRecord({ params, body: hold });
      context.print(command, { ref, ...hold }, `${ref} is held until ${hold.until}`);
    });
  program
    .command('lift-hold <ref>')
    .description('end a hold; what its author took back meanwhile is destroyed')
    .action(async (ref: string, _options, command) => {
      const params = refParts(command, ref);
      await context.client(command).liftHold({ params });
      context.print(command, { ref }, `${ref} is held no longer`);
    });

  addVerifyCommand(program, context);
  addProofCommand(program, context);
};

/** Nothing was found: perhaps because there is no such kind or author at all. */
async function checkKnown(client: Client, command: Command, asked: RecordsFilter): Promise<void> {
  const { kind, author } = asked;
  if (kind !== undefined) {
    const { kinds } = await client.readKinds();
    const names = kinds.map((known) => known.kind);
    if (!names.includes(kind)) wrongUsage(command, `--kind: ${kind} is no kind; there are: ${names.join(', ')}`);
  }
  if (author !== undefined) await checkParty(client, command, '--author', author);
}

/** Of a kind that others approve first: how that is begun. Errors: what the node said, always. */
function adviseProposal(error: unknown): never {
  if (error instanceof TamgaError && error.detail.code === 'approval-missing')
    throw new TamgaError(
      error.code,
      `${error.message}; propose it with \`tamga propose <file>\`, and the others approve it with \`tamga approve\``,
      { detail: error.detail, cause: error },
    );
  throw error;
}
