import { readFileSync, statSync } from 'node:fs';
import { TamgaError, messageOf } from '#platform/errors.ts';
import { counted } from '#platform/cli/counted.ts';
import { writeNew } from '#platform/cli/write-new.ts';
import type { AnswerOf } from '#api-client.ts';
import type { AddCommands } from '#cli-context.ts';
import { checkParty, wholeNumber } from '#cli-usage.ts';
import { blobsIn, blobsOut, describeIn, describeOut } from './blobs-cli.ts';
import { maxFerryFileBytes } from './model.ts';

type Out = { to: string; output: string; after?: number; size?: number; blobs?: string };
type Made = { after: number; last: number; more: boolean };

export const addFerryCommands: AddCommands = (program, context) => {
  const ferry = program.command('ferry').description('the exchange with a peer that no network reaches, by file');

  ferry
    .command('out')
    .description('write what is offered to a peer into a file that its node alone can open')
    .requiredOption('--to <participant>', 'the peer')
    .requiredOption('-o, --output <file>', 'the file to write')
    .option(
      '--after <place>',
      'begin after this place of the feed; by default where the peer said it is, by file or over the network',
      wholeNumber,
    )
    .option(
      '--size <n>',
      'a size of this log that the peer verified last; needed only where its refusal of a file names one',
      wholeNumber,
    )
    .option('--blobs <folder>', 'write the blobs of its records there, each as a file of its own')
    .action(async ({ to, output, after, size, blobs: folder }: Out, command) => {
      const client = context.client(command);
      await checkParty(client, command, '--to', to);
      const made = await writeNew(output, async (sink) => {
        const answer = await client.ferryOut({ body: { to, after, size } });
        await sink.writeFile(new Uint8Array(await answer.arrayBuffer()));
        return JSON.parse(answer.headers.get('tamga-ferry') ?? '{}') as Made;
      });
      const blobs = await blobsOut(client, to, made, folder);
      const on = made.more ? `; it goes on: run again with --after ${made.last}` : '';
      const text = `${output}: places ${made.after + 1} to ${made.last} for ${to}${on}${describeOut(blobs, folder)}`;
      context.print(
        command,
        { file: output, ...made, blobs },
        made.last === made.after ? `${output}: no records for ${to}` : text,
      );
    });

  ferry
    .command('in <file>')
    .description('take in a file that a peer made for this node')
    .option('--blobs <folder>', 'take the blobs of its records from there')
    .action(async (file: string, { blobs: folder }: { blobs?: string }, command) => {
      const body = read(file);
      const client = context.client(command);
      // With its blobs a file may come a second time: they are due after its records, and may be carried later.
      const took = await client.ferryIn({ query: { again: folder !== undefined }, body });
      const blobs = await blobsIn(client, took.from, folder);
      const text = `${describeTaken(took)}${describeIn(blobs, folder)}`;
      if (took.known && blobs.taken + blobs.refused.length === 0)
        throw new TamgaError('refused', `${file}: ${text}`, { detail: { code: 'replayed' } });
      if (blobs.refused.length > 0) context.fail();
      context.print(command, { ...took, blobs }, text);
    });
};

const describeTaken = ({ from, lines, seq, more, known }: AnswerOf<'ferryIn'>): string =>
  known
    ? `its records of ${from} are here already, up to place ${seq}`
    : `${counted(lines, 'line')} of ${from} taken, up to place ${seq}${more ? '; the feed goes on in another file' : ''}`;

function read(path: string): Buffer {
  try {
    if (statSync(path).size <= maxFerryFileBytes) return readFileSync(path);
  } catch (cause) {
    throw new TamgaError('malformed', `${path}: ${messageOf(cause)}`, { cause });
  }
  throw new TamgaError('too-large', `${path}: over ${maxFerryFileBytes} bytes`);
}
