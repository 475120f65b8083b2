import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { refSchema } from '#features/records/model.ts';
import { harmless } from '#platform/cli/table.ts';
import type { Client } from './client.ts';

/** Ends the command: what was asked cannot be meant. Exit code 2. */
export function wrongUsage(command: Command, text: string): never {
  return command.error(`tamga: ${harmless(text)}`);
}

/** Before a node is asked: a ref that is none is the caller's slip, not a record that is missing. */
export function checkRefs(command: Command, refs: readonly string[]): void {
  const wrong = refs.find((ref) => !refSchema.safeParse(ref).success);
  if (wrong !== undefined) wrongUsage(command, `${wrong} is not a ref (participant/uuid)`);
}

/** An option's value: a whole number from 1 to `max`. */
export const countUpTo =
  (max: number) =>
  (text: string): string => {
    if (/^[1-9]\d{0,8}$/.test(text) && Number(text) <= max) return text;
    throw new InvalidArgumentError(`It has to be a whole number from 1 to ${max}.`);
  };

/** An author is an authority of a participant, or all of a participant's. */
export async function checkAuthor(client: Client, command: Command, author: string): Promise<void> {
  const { participants } = await client.ask<{ participants: { code: string }[] }>('/api/alliance');
  const codes = participants.map(({ code }) => code);
  if (!codes.includes(author.split('/', 1)[0] ?? ''))
    wrongUsage(
      command,
      `--author: ${author} is no participant, nor an authority of one; there are: ${codes.join(', ')}`,
    );
}
