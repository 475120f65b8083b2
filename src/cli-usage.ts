import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ZodType } from 'zod';
import { instantSchema, partsOf, refSchema } from '#features/records/model.ts';
import { harmless } from '#platform/cli/table.ts';
import { TamgaError, messageOf } from '#platform/errors.ts';
import type { Client, Submission } from './api-client.ts';

/** Ends the command: what was asked cannot be meant. Exit code 2. */
export function wrongUsage(command: Command, text: string): never {
  return command.error(`tamga: ${harmless(text)}`);
}

/** Before a node is asked: a ref that is none is the caller's slip, not a record that is missing. */
export function checkRefs(command: Command, refs: readonly string[]): void {
  const wrong = refs.find((ref) => !refSchema.safeParse(ref).success);
  if (wrong !== undefined) wrongUsage(command, `${wrong} is not a ref (participant/uuid)`);
}

/** A ref in the parts of a path. */
export function refParts(command: Command, ref: string): ReturnType<typeof partsOf> {
  checkRefs(command, [ref]);
  return partsOf(ref);
}

/** An option's or argument's value: a whole number from `min` to `max`. */
export const numberIn =
  (min: number, max: number) =>
  (text: string): number => {
    if (/^(0|[1-9]\d{0,14})$/.test(text) && Number(text) >= min && Number(text) <= max) return Number(text);
    const range = max === Number.MAX_SAFE_INTEGER ? '' : ` from ${min} to ${max}`;
    throw new InvalidArgumentError(`It has to be a whole number${range}.`);
  };

/** The same without an end: places, sizes. */
export const wholeNumber = numberIn(0, Number.MAX_SAFE_INTEGER);

/** An option's or argument's value that a schema describes; `form` says which that is. */
const inForm =
  (schema: ZodType, form: string) =>
  (text: string): string => {
    if (schema.safeParse(text).success) return text;
    throw new InvalidArgumentError(form);
  };

/** A day there is, in UTC. */
export const dayIn = inForm(z.iso.date(), 'It has to be a day: YYYY-MM-DD.');

/** A moment in UTC, as the API has it. */
export const momentIn = inForm(instantSchema, 'It has to be a moment such as 2030-06-01T00:00:00.000Z.');

/** What commands that show one page of a list take. */
export const addPageOptions = (command: Command): Command =>
  command
    .option('--limit <n>', 'at most 200', numberIn(1, 200), 50)
    .option('--before <place>', '`next` of the page before, as --json shows it');
export type PageOptions = { limit: number; before?: string };

/** What was sealed, and to whom it went by itself, or may not go; `whose`: what those have already. */
export const describeMade = ({ ref, released, withheld }: Omit<Submission, 'digest'>, whose: string): string =>
  [
    ref,
    ...released.map(({ to }) => `released to ${to}, who has ${whose}`),
    ...withheld.map(({ to, code, why }) => `NOT released to ${to}, who has ${whose}: ${why} [${code}]`),
  ].join('\n');

/** A file of JSON. What has to be in it the node says: nothing is judged here. Errors: malformed. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new TamgaError('malformed', `${file}: ${messageOf(cause)}`, { cause });
  }
}

/** An option's value that is a participant, or an authority of one. */
export async function checkParty(client: Client, command: Command, option: string, party: string): Promise<void> {
  checkParticipant(command, await client.readAlliance(), option, party);
}

/** An option's value that has to be one of these participants, or an authority of one. */
export function checkParticipant(
  command: Command,
  { participants }: { participants: readonly { code: string }[] },
  option: string,
  party: string,
): void {
  const codes = participants.map(({ code }) => code);
  if (!codes.includes(party.split('/', 1)[0] ?? ''))
    wrongUsage(command, `${option}: ${party} is no participant; there are: ${codes.join(', ')}`);
}
