import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { TamgaError, messageOf } from '#platform/errors.ts';
import type { AddCommands } from '#cli-context.ts';
import { maxFerryFileBytes } from './model.ts';
import type { FerriedIn, FerryOut } from './model.ts';

type Out = { to: string; output: string; after?: string; size?: string };

export const addFerryCommands: AddCommands = (program, context) => {
  const ferry = program.command('ferry').description('the exchange with a peer that no network reaches, by file');

  ferry
    .command('out')
    .description('write what is offered to a peer into a file that its node alone can open')
    .requiredOption('--to <participant>', 'the peer')
    .requiredOption('-o, --output <file>', 'the file to write')
    .option('--after <place>', 'begin after this place of the feed; by default where the peer said it is')
    .option('--size <n>', 'a size of this log that the peer verified last, where it asks for that')
    .action(async ({ to, output, after, size }: Out, command) => {
      const body: FerryOut = {
        to,
        ...(after === undefined ? {} : { after: countOf(after, '--after') }),
        ...(size === undefined ? {} : { size: countOf(size, '--size') }),
      };
      const { bytes, headers } = await context.client(command).download('/api/ferry/out', { method: 'POST', body });
      write(output, bytes);
      const made = JSON.parse(headers.get('tamga-ferry') ?? '{}') as { after: number; last: number; more: boolean };
      const on = made.more ? `; it goes on: run again with --after ${made.last}` : '';
      const text = `${output}: places ${made.after + 1} to ${made.last} for ${to}${on}`;
      context.print(
        command,
        { file: output, ...made },
        made.last === made.after ? `${output}: no records for ${to}` : text,
      );
    });

  ferry
    .command('in <file>')
    .description('take in a file that a peer made for this node')
    .action(async (file: string, _options, command) => {
      const asked = { method: 'POST', bytes: read(file) } as const;
      const took = await context.client(command).ask<FerriedIn>('/api/ferry/in', asked);
      const on = took.more ? '; the feed goes on in another file' : '';
      context.print(command, took, `${took.lines} lines of ${took.from} taken, up to place ${took.seq}${on}`);
    });
};

function countOf(text: string, option: string): number {
  if (!/^(0|[1-9]\d{0,14})$/.test(text)) throw new TamgaError('malformed', `${option}: ${text} is no number`);
  return Number(text);
}

function read(path: string): Uint8Array {
  try {
    if (statSync(path).size <= maxFerryFileBytes) return readFileSync(path);
  } catch (cause) {
    throw new TamgaError('malformed', `${path}: ${messageOf(cause)}`, { cause });
  }
  throw new TamgaError('too-large', `${path}: over ${maxFerryFileBytes} bytes`);
}

/** Never over a file that is there: it may be on its way. */
function write(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    throw new TamgaError('conflict', `${path}: ${messageOf(cause)}`, { cause });
  }
}
