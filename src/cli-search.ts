import { TLP_LABELS } from '@tamga/stix';
import type { Command } from 'commander';
import { z } from 'zod';
import { baseMarkings } from '#features/alliance/model.ts';
import type { ThreatQuery } from '#features/threats/model.ts';
import { TamgaError } from '#platform/errors.ts';
import type { Client, Selection } from './api-client.ts';
import { wrongUsage } from './cli-usage.ts';
import { allOf } from './client.ts';

type Asked = Exclude<keyof ThreatQuery, 'q'>;

/** The options by which a command picks objects as a search does; each is a member of `ThreatQuery`. */
const options: Readonly<Record<Asked, [flags: string, what: string]>> = {
  type: ['--type <type>', 'a STIX type'],
  label: ['--label <label>', 'a STIX label or MISP tag'],
  phase: ['--phase <chain:phase>', 'a kill-chain phase'],
  tlp: ['--tlp <label>', "the TLP label of the object's record"],
  base: ['--base <marking>', "the other marking of the object's record"],
  own: ['--own <label>', 'the TLP label that the object itself bears'],
  member: ['--member <participant>', 'who wrote it'],
  from: ['--from <date>', 'modified on or after YYYY-MM-DD (UTC)'],
  to: ['--to <date>', 'modified on or before YYYY-MM-DD'],
  seenFrom: ['--seen-from <date>', 'observed on or after YYYY-MM-DD'],
  seenTo: ['--seen-to <date>', 'observed on or before YYYY-MM-DD'],
};

/** What `addSearchOptions` adds; `selection` is the name of a saved question, which the others go before. */
export type SearchOptions = Partial<Record<Asked | 'selection', string>>;

export function addSearchOptions(command: Command): Command {
  for (const [flags, what] of Object.values(options)) command.option(flags, what);
  return command.option('--selection <name>', 'what was saved under this name, and the rest besides');
}

/** What an option can be given, where there is a closed list. */
const labelsOf: Readonly<Record<string, readonly string[]>> = { tlp: TLP_LABELS, base: baseMarkings };

/** What was given of these options, and the words. A day that is none is wrong usage: told here, for `threats diff` has another `--from`. */
export function readSearchOptions(
  command: Command,
  words: readonly string[],
  given: SearchOptions,
): SearchOptions & { q?: string } {
  for (const [name, [flags]] of Object.entries(options)) {
    const value = given[name as Asked];
    if (flags.endsWith('<date>') && value !== undefined && !z.iso.date().safeParse(value).success)
      wrongUsage(command, `${flags}: ${value} is no day: YYYY-MM-DD`);
    const labels = labelsOf[name];
    if (labels && value !== undefined && !labels.includes(value))
      wrongUsage(command, `--${name}: ${value} is no label; there are: ${labels.join(', ')}`);
  }
  return Object.fromEntries([
    ...(words.length > 0 ? [['q', words.join(' ')]] : []),
    ...[...Object.keys(options), 'selection'].flatMap((name) => {
      const value = given[name as keyof SearchOptions];
      return value === undefined ? [] : [[name, value]];
    }),
  ]) as SearchOptions & { q?: string };
}

/** What the officer saved, and what colleagues share. */
export const readSelections = (client: Client): Promise<Selection[]> =>
  allOf((query) => client.listSelections({ query }));

/** What was saved under a name, or has this id; of two of one name the own one comes first. Errors: not-found. */
export async function findSelection(client: Client, named: string): Promise<Selection> {
  const found = (await readSelections(client)).filter(({ id, name }) => id === named || name === named);
  const chosen = found.find(({ own }) => own) ?? found[0];
  if (chosen) return chosen;
  throw new TamgaError('not-found', `there is no selection ${named}: \`tamga selections\` tells which there are`);
}
