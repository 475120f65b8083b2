import { readFileSync } from 'node:fs';
import { TamgaError, messageOf } from '#platform/errors.ts';
import { toTable } from '#platform/cli/table.ts';
import type { AddCommands } from '#cli-context.ts';
import type { Client } from '#client.ts';
import { verifyRecord } from './verify.ts';
import type { Step } from './verify.ts';
import type { RecordDetail, RecordProof, RecordSummary } from './view.ts';

type Page = { items: RecordSummary[]; next: string | null };

export const addRecordCommands: AddCommands = (program, context) => {
  program
    .command('records')
    .description('list records, newest first')
    .option('--kind <kind>')
    .option('--author <author>', 'an authority (xa/cyber) or a participant (xa)')
    .option('--verdict <verdict>', 'own, accepted, waiting or quarantined')
    .option('--limit <n>', 'at most 200', '50')
    .action(async (options: Record<string, string>, command) => {
      const page = await context.client(command).ask<Page>(`/api/records?${new URLSearchParams(options).toString()}`);
      const rows = page.items.map((r) => [
        r.ref,
        r.kind,
        r.verdict,
        r.code,
        r.marking?.tlp,
        r.destroyed ? '(destroyed)' : r.title,
      ]);
      context.print(command, page, toTable(['ref', 'kind', 'verdict', 'code', 'TLP', 'title'], rows));
    });

  program
    .command('record <ref>')
    .description('one record with body, releases and receipts')
    .action(async (ref: string, _options, command) => {
      const record = await context.client(command).ask<RecordDetail>(`/api/records/${ref}`);
      context.print(command, record, JSON.stringify(record, null, 2));
    });

  program
    .command('submit <file>')
    .description('seal a record from a JSON file: kind, body, marking, basis, purpose, retainUntil')
    .action(async (file: string, _options, command) => {
      const made = await context
        .client(command)
        .ask<{ ref: string }>('/api/records', { method: 'POST', body: readJson(file) });
      context.print(command, made, made.ref);
    });

  program
    .command('verify [refs...]')
    .description('check seal, directory, profile, body and inclusion proof of records, on this machine')
    .option('--all', 'every record that is in a log')
    .option('--author <author>', 'with --all: of this author or participant only')
    .action(async (refs: string[], options: { all?: boolean; author?: string }, command) => {
      const client = context.client(command);
      const failures: { ref: string; failed: Step[] }[] = [];
      let checked = 0;
      for await (const ref of options.all ? allRefs(client, options.author) : refs) {
        const failed = await verifyOne(client, ref);
        checked += 1;
        if (failed.length > 0) failures.push({ ref, failed });
      }
      const lines = failures.map((f) => `${f.ref}: ${f.failed.map((s) => `${s.name}: ${s.why}`).join('; ')}`);
      context.print(
        command,
        { checked, failures },
        [...lines, `${checked} checked, ${failures.length} failed`].join('\n'),
      );
      if (failures.length > 0) process.exitCode = 1;
    });
};

async function* allRefs(client: Client, author: string | undefined): AsyncGenerator<string> {
  let before: string | null = '';
  while (before !== null) {
    const query = new URLSearchParams({ limit: '200', ...(author ? { author } : {}), ...(before ? { before } : {}) });
    const page: Page = await client.ask<Page>(`/api/records?${query.toString()}`);
    for (const item of page.items) yield item.ref;
    before = page.next;
  }
}

async function verifyOne(client: Client, ref: string): Promise<Step[]> {
  const [proof, record, { alliance }] = await Promise.all([
    client.ask<RecordProof>(`/api/records/${ref}/proof`),
    client.ask<RecordDetail>(`/api/records/${ref}`),
    client.ask<{ alliance: { id: string; profile: number; digest: string } }>('/api/alliance'),
  ]);
  const steps = await verifyRecord(proof, { alliance, record: { ...record, facts: record.envelope } });
  return steps.filter((step) => step.outcome === 'fail');
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new TamgaError('malformed', `${file}: ${messageOf(cause)}`, { cause });
  }
}
