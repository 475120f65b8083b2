import type { Command } from 'commander';
import type { ThreatQuery } from '#features/threats/model.ts';

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

/** What was given of these options, and the words. */
export const readSearchOptions = (words: readonly string[], given: SearchOptions): SearchOptions & { q?: string } =>
  Object.fromEntries([
    ...(words.length > 0 ? [['q', words.join(' ')]] : []),
    ...[...Object.keys(options), 'selection'].flatMap((name) => {
      const value = given[name as keyof SearchOptions];
      return value === undefined ? [] : [[name, value]];
    }),
  ]) as SearchOptions & { q?: string };
