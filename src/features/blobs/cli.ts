import { openAsBlob, statSync } from 'node:fs';
import { streamOf } from '#client.ts';
import type { AddCommands } from '#cli-context.ts';
import { refParts, wrongUsage } from '#cli-usage.ts';
import { maxBlobBytes, mediaType } from '#features/records/model.ts';
import { counted } from '#platform/cli/counted.ts';
import { saveStream } from '#platform/cli/save-stream.ts';
import { writeNew } from '#platform/cli/write-new.ts';
import { TamgaError, messageOf } from '#platform/errors.ts';

export const addBlobCommands: AddCommands = (program, context) => {
  const blob = program.command('blob').description('files too large for a body: hand one in, get one out');

  blob
    .command('add <file>')
    .description('hand a file in, encrypted on the node’s disk; prints the entry for the "blobs" of a draft')
    .requiredOption('--type <type>', 'its media type: application/pdf')
    .action(async (file: string, { type }: { type: string }, command) => {
      if (!mediaType.test(type)) wrongUsage(command, `--type: ${type} is no media type such as application/pdf`);
      const upload = await openFile(file);
      const added = await context.client(command).addBlob({ body: upload });
      const entry = { ...added, type };
      context.print(command, entry, JSON.stringify(entry));
    });

  blob
    .command('get <ref> <sha256>')
    .description('write a blob of a record to a file of mode 0600')
    .requiredOption('-o, --output <file>', 'the file to write; it must not be there')
    .action(async (ref: string, sha256: string, { output }: { output: string }, command) => {
      const params = { ...refParts(command, ref), sha256 };
      const client = context.client(command);
      const bytes = await writeNew(output, async (file) =>
        saveStream(file, output, streamOf(await client.readBlob({ params }))),
      );
      context.print(command, { file: output, bytes }, `${output}: ${counted(bytes, 'byte')}`);
    });
};

async function openFile(path: string): Promise<Blob> {
  try {
    const { size } = statSync(path);
    if (size <= maxBlobBytes) return await openAsBlob(path);
  } catch (cause) {
    throw new TamgaError('malformed', `${path}: ${messageOf(cause)}`, { cause });
  }
  throw new TamgaError('too-large', `${path}: over ${maxBlobBytes} bytes`);
}
