import { readFileSync } from 'node:fs';
import { Option } from 'commander';
import type { Command } from 'commander';
import { TamgaError, messageOf } from '#platform/errors.ts';
import { toTable } from '#platform/cli/table.ts';
import type { AddCommands } from '#cli-context.ts';
import { checkAuthor, checkRefs, countUpTo, wrongUsage } from '#cli-usage.ts';
import type { Client } from '#client.ts';
import { describeRecord } from './describe-record.ts';
import { addProofCommand } from './proof-cli.ts';
import { addVerifyCommand } from './verify-cli.ts';
import type { RecordDetail, RecordSummary } from './view.ts';

/** `released`: who has what it replaces has it too; `withheld`: those whom its marking forbids. */
type Made = { ref: string; released: { to: string }[]; withheld: { to: string; code: string; why: string }[] };

const describeMade = ({ ref, released, withheld }: Made): string =>
  [
    ref,
    ...released.map(({ to }) => `released to ${to}, who has the record that it replaces`),
    ...withheld.map(
      ({ to, code, why }) => `NOT released to ${to}, who has the record that it replaces: ${why} [${code}]`,
    ),
  ].join('\n');

type Page = { items: RecordSummary[]; next: string | null };

export const addRecordCommands: AddCommands = (program, context) => {
  program
    .command('records')
    .description('list records, newest first')
    .option('--kind <kind>')
    .option('--author <author>', 'an authority (xa/cyber) or a participant (xa)')
    .addOption(new Option('--verdict <verdict>').choices(['own', 'accepted', 'waiting', 'quarantined']))
    .option('--limit <n>', 'at most 200', countUpTo(200), '50')
    .action(async (options: Record<string, string>, command) => {
      const client = context.client(command);
      const page = await client.ask<Page>(`/api/records?${new URLSearchParams(options).toString()}`);
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
      checkRefs(command, [ref]);
      const record = await context.client(command).ask<RecordDetail>(`/api/records/${ref}`);
      context.print(command, record, describeRecord(record));
    });

  program
    .command('submit <file>')
    .description('seal a record from a JSON file: kind, body, marking, basis, purpose, retainUntil')
    .action(async (file: string, _options, command) => {
      const made = await context
        .client(command)
        .ask<Made>('/api/records', { method: 'POST', once: true, body: readJson(file) });
      context.print(command, made, describeMade(made));
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
    .requiredOption('--until <day>', 'last day, YYYY-MM-DD (UTC)')
    .requiredOption('--reason <text>')
    .action(async (ref: string, hold: { code: string; until: string; reason: string }, command) => {
      checkRefs(command, [ref]);
      await context.client(command).ask(`/api/records/${ref}/hold`, { method: 'POST', body: hold });
      context.print(command, { ref, ...hold }, `${ref} is held until ${hold.until}`);
    });
  program
    .command('lift-hold <ref>')
    .description('end a hold; what its author took back meanwhile is destroyed')
    .action(async (ref: string, _options, command) => {
      checkRefs(command, [ref]);
      await context.client(command).ask(`/api/records/${ref}/hold`, { method: 'DELETE' });
      context.print(command, { ref }, `${ref} is held no longer`);
    });

  addVerifyCommand(program, context);
  addProofCommand(program, context);
};

/** Nothing was found: perhaps because there is no such kind or author at all. */
async function checkKnown(client: Client, command: Command, asked: { kind?: string; author?: string }): Promise<void> {
  const { kind, author } = asked;
  if (kind !== undefined) {
    const { kinds } = await client.ask<{ kinds: { kind: string }[] }>('/api/kinds');
    const names = kinds.map((known) => known.kind);
    if (!names.includes(kind)) wrongUsage(command, `--kind: ${kind} is no kind; there are: ${names.join(', ')}`);
  }
  if (author !== undefined) await checkAuthor(client, command, author);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new TamgaError('malformed', `${file}: ${messageOf(cause)}`, { cause });
  }
}
