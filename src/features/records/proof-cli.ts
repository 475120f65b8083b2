import { readFileSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import { writeNew } from '#platform/cli/write-new.ts';
import { counted } from '#platform/cli/counted.ts';
import { decryptWith } from '#platform/keys/age.ts';
import { readSecret } from '#platform/keys/key-file.ts';
import { TamgaError, messageOf } from '#platform/errors.ts';
import type { AddCommands, CliContext } from '#cli-context.ts';
import { refParts, wrongUsage } from '#cli-usage.ts';
import { fileLimits } from './proof-model.ts';
import type { Step } from './verify.ts';
import { anchorSchema, verifyFile } from './verify/file.ts';
import type { FileReport } from './verify/file.ts';
import { verifyBlob } from './verify-blob.ts';
import type { BlobReport } from './verify-blob.ts';

export const addProofCommand: AddCommands = (program, context) => {
  program
    .command('proof <ref>')
    .description('write a file that proves a record to anybody who knows the alliance’s anchor')
    .requiredOption('-o, --output <file>', 'the file to write; it holds the content where your role may see it')
    .action(async (ref: string, { output }: { output: string }, command) => {
      const params = refParts(command, ref);
      const client = context.client(command);
      await writeNew(output, async (file) => {
        const proof = await client.readProofFile({ params });
        await file.writeFile(`${JSON.stringify(proof, null, 1)}\n`);
      });
      context.print(command, { ref, file: output }, `${output}: proof of ${ref}`);
    });
};

type CheckedFile = { file: string; report: FileReport; bytes: Uint8Array };

/** Checks files with the anchor alone: no node, no database, no network. */
export async function verifyFiles(
  files: readonly string[],
  { anchor, identity, blob }: { anchor: string; identity?: string; blob: readonly string[] },
  command: Command,
  context: CliContext,
): Promise<void> {
  const parsed = anchorSchema.safeParse(anchor);
  if (!parsed.success) wrongUsage(command, `--anchor: ${parsed.error.issues[0]?.message ?? 'malformed'}`);
  if (files.length === 0) wrongUsage(command, 'with --anchor name the files that are to be checked');
  const checked: CheckedFile[] = [];
  for (const file of files) {
    const bytes = await decrypted(read(file), identity);
    checked.push({ file, bytes, report: await verifyFile(bytes, parsed.data ?? '') });
  }
  const blobs: BlobReport[] = [];
  for (const file of blob) blobs.push(await verifyBlob(file, checked));
  const told = [...checked.map(({ bytes: _, ...one }) => one), ...blobs];
  context.print(command, told, [...checked.map(sayReport), ...blobs.map(sayBlob)].join('\n'));
  if (checked.some(({ report }) => !report.proved) || blobs.some(({ proved }) => !proved)) context.fail();
}

const sayBlob = ({ file, proved, step }: BlobReport): string =>
  `${file}: ${proved ? 'proved' : 'NOT PROVED'}\n${sayStep(step)}`;

/** A ferry file is opened with the wrap key of its recipient, where that is given; anything else stays as it is. */
async function decrypted(file: Uint8Array, identity: string | undefined): Promise<Uint8Array> {
  if (identity === undefined || !Buffer.from(file.subarray(0, 30)).toString('latin1').startsWith('age-')) return file;
  return decryptWith([readSecret(identity)], file);
}

const words = { pass: 'holds', fail: 'FAILS', unchecked: 'not checked' } as const;
const sayStep = ({ name, outcome, value, why }: Step): string =>
  `  ${words[outcome].padEnd(11)} ${name.padEnd(12)} ${[why, outcome === 'fail' || name === 'approvals' ? value : ''].filter(Boolean).join(' — ')}`.trimEnd();

/** One block for each file; of many records only those that fail are told link by link. */
function sayReport({ file, report }: CheckedFile): string {
  const { proved, steps, records } = report;
  const told = records.length === 1 ? records : records.filter((r) => r.steps.some((s) => s.outcome === 'fail'));
  const failed = records.filter((r) => r.steps.some((s) => s.outcome === 'fail')).length;
  return [
    `${file}: ${proved ? 'proved' : 'NOT PROVED'} (${counted(records.length, 'record')}, ${failed} failed)`,
    ...steps.map(sayStep),
    ...told.flatMap((record) => [
      `  ${record.ref || 'a record'} (${record.where})`,
      ...[...record.steps, ...(record.witnesses ? [record.witnesses] : [])].map(sayStep),
    ]),
  ].join('\n');
}

function read(path: string): Uint8Array {
  try {
    if (statSync(path).size > fileLimits.maxPagesBytes)
      throw new TamgaError('too-large', `${path}: over ${fileLimits.maxPagesBytes} bytes`);
    return readFileSync(path);
  } catch (cause) {
    if (cause instanceof TamgaError) throw cause;
    throw new TamgaError('malformed', `${path}: ${messageOf(cause)}`, { cause });
  }
}
