import type { Command } from 'commander';

/** Adds the options by which a command picks objects as a search does; each is a member of `ThreatQuery`. */
export const addSearchOptions = (command: Command): Command =>
  command
    .option('--type <type>', 'a STIX type')
    .option('--label <label>', 'a STIX label or MISP tag')
    .option('--phase <chain:phase>', 'a kill-chain phase')
    .option('--tlp <label>', "the TLP label of the object's record")
    .option('--base <marking>', "the other marking of the object's record")
    .option('--own <label>', 'the TLP label that the object itself bears')
    .option('--member <participant>', 'who wrote it')
    .option('--from <date>', 'modified on or after YYYY-MM-DD (UTC)')
    .option('--to <date>', 'modified on or before YYYY-MM-DD')
    .option('--seen-from <date>', 'observed on or after YYYY-MM-DD')
    .option('--seen-to <date>', 'observed on or before YYYY-MM-DD');
