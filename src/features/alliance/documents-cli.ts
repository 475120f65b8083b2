import { resolve } from 'node:path';
import { newSeed, signingKeyFrom } from '#platform/keys/ed25519.ts';
import { writeSecret } from '#platform/keys/key-file.ts';
import { systemNow } from '#platform/clock.ts';
import type { AddCommands } from '#cli-context.ts';
import { checkParticipant } from '#cli-usage.ts';
import { adoptDocuments, readAlliance } from './adopt.ts';
import { digestOf } from './directory.ts';
import { files } from './home.ts';
import { home, readRoot, readText, writeNew } from './document-files.ts';
import { joinFolder, portsFor } from './join.ts';
import { makeDirectory } from './make-directory.ts';
import { describeChange, endorseProposal, inFile, proposeProfile } from './propose.ts';
import {
  asAuthority,
  asContacts,
  asDated,
  asDisowned,
  asEnd,
  asEnding,
  asKey,
  asNaming,
  asRoot,
  collect,
  collectAs,
  logIndex,
} from './read-options.ts';

/** `tamga profile …` and `tamga directory …`: the documents of an alliance, made in a folder; no node, no network. */
export const addDocumentCommands: AddCommands = (program, context) => {
  const profile = program.command('profile').description('change the profile: propose, endorse, adopt (no network)');

  profile
    .command('root-key')
    .description('make a root key: for who joins, or for one that was lost; keep the file offline')
    .requiredOption('--out <file>', 'where to write the private key')
    .action((options: { out: string }, command) => {
      const seed = newSeed();
      writeSecret(resolve(options.out), seed);
      const { publicKey } = signingKeyFrom(seed);
      context.print(command, { publicKey }, `public key: ${publicKey}`);
    });

  profile
    .command('propose')
    .description('write the profile after the newest one')
    .option(...home)
    .requiredOption('--out <file>', 'where to write it')
    .option('--from <file>', 'start from this profile instead of the newest one; number and predecessor are set')
    .option('--join <file>', 'entry of a new participant, JSON with its rootKey; may be repeated', collect)
    .option('--suspend <code:day>', 'suspend from this day on; may be repeated', collectAs(asDated))
    .option('--resume <code>', 'end a suspension; may be repeated', collect)
    .option('--withdraw <code:day>', 'last day of a membership; may be repeated', collectAs(asDated))
    .option(
      '--replace-root <code:key:number:log>',
      'another root key, from this directory number and this log on (by default the log that goes on); may be repeated',
      collectAs(asRoot),
    )
    .action((options: Proposal, command) => {
      const alliance = readAlliance(resolve(options.home));
      // Those of a profile that is given, or who joins, are not known here yet.
      if (options.from === undefined && options.join === undefined)
        for (const name of ['suspend', 'withdraw', 'replaceRoot'] as const)
          for (const { code } of options[name] ?? [])
            checkParticipant(command, alliance.profile, optionNames[name], code);
      const source = proposeProfile(alliance, {
        ...(options.from === undefined ? {} : { from: readText(options.from) }),
        join: (options.join ?? []).map(readText),
        suspend: options.suspend ?? [],
        resume: options.resume ?? [],
        withdraw: options.withdraw ?? [],
        roots: options.replaceRoot ?? [],
      });
      writeNew(options.out, source);
      const answer = { digest: digestOf(source), changes: describeChange(alliance, source) };
      context.print(command, answer, [...answer.changes, `digest: ${answer.digest}`].join('\n'));
    });

  profile
    .command('endorse')
    .description('say with a root key that a proposal counts; compare its digest by telephone first')
    .argument('<proposal>')
    .option(...home)
    .requiredOption('--participant <code>', 'whose root key it is')
    .requiredOption('--root <file>', 'the root key')
    .requiredOption('--out <file>', 'where to write the endorsement')
    .action((path: string, options: Sealing, command) => {
      const alliance = readAlliance(resolve(options.home));
      checkParticipant(command, alliance.profile, '--participant', options.participant);
      const source = readText(path);
      const jws = inFile(path, () => endorseProposal(alliance, source, options.participant, readRoot(options.root)));
      writeNew(options.out, `${jws}\n`);
      const answer = { digest: digestOf(source), changes: describeChange(alliance, source) };
      context.print(command, answer, [...answer.changes, `endorsed: ${answer.digest}`].join('\n'));
    });

  profile
    .command('adopt')
    .description('put an endorsed profile into the folder; a running node takes it on and passes it on')
    .argument('<proposal>')
    .argument('<endorsement...>')
    .option(...home)
    .action((path: string, endorsements: string[], options: { home: string }, command) => {
      const given = { source: readText(path), endorsements: endorsements.map((one) => readText(one).trim()) };
      const { profile: next } = inFile(path, () => adoptDocuments(resolve(options.home), { profiles: [given] }));
      context.print(command, { profile: next.number }, `profile ${next.number} counts in ${resolve(options.home)}`);
    });

  const directory = program
    .command('directory')
    .description("a participant's directory: make, join, adopt (no network)");

  directory
    .command('make')
    .description("make the participant's next directory; new private keys go into the folder's keys/")
    .option(...home)
    .requiredOption('--participant <code>', 'whose directory')
    .requiredOption('--root <file>', 'its root key')
    .requiredOption('--out <file>', 'where to write it')
    .option(
      '--rotate <use[:authority]>',
      'log, witness, transport, tls, record:xa/cyber or wrap:xa/cyber (wrap:xa/node is for the whole participant); may be repeated',
      collectAs(asKey),
    )
    .option('--at <index>', 'log index at which new keys begin: the log size that tamga alliance shows', logIndex)
    .option('--overlap <count>', 'log indexes for which the old key stays valid beside the new one', logIndex)
    .option('--end-tls', 'the TLS key before the present one is accepted no longer')
    .option('--end <kid:index>', 'last log index that is the key’s; may be repeated', collectAs(asEnd))
    .option(
      '--disown <kid:from:to>',
      'what the key sealed at these log indexes was not ours; may be repeated',
      collectAs(asDisowned),
    )
    .option('--contacts <file>', 'a JSON list of the contact points, in place of all before', asContacts)
    .option('--add-address <url>', 'where the node is reached; may be repeated', collect)
    .option('--remove-address <url>', 'may be repeated', collect)
    .option(
      '--add-authority <code:name>',
      'a new authority with record and wrap key; may be repeated',
      collectAs(asAuthority),
    )
    .option(
      '--name-authority <code:language:name>',
      'what an authority is called in another language, as xa/cyber:ru:…; may be repeated',
      collectAs(asNaming),
    )
    .option(
      '--end-authority <code:day:successor>',
      'last day of an authority, and which other one takes its place; may be repeated',
      collectAs(asEnding),
    )
    .action(async (options: Making, command) => {
      const folder = resolve(options.home);
      const change = {
        rotate: options.rotate ?? [],
        ...(options.at === undefined ? {} : { at: options.at }),
        ...(options.overlap === undefined ? {} : { overlap: options.overlap }),
        endTls: options.endTls === true,
        end: options.end ?? [],
        disown: options.disown ?? [],
        ...(options.contacts ? { contacts: options.contacts } : {}),
        addAddress: options.addAddress ?? [],
        removeAddress: options.removeAddress ?? [],
        endAuthority: options.endAuthority ?? [],
        addAuthority: options.addAuthority ?? [],
        nameAuthority: options.nameAuthority ?? [],
      };
      const alliance = readAlliance(folder);
      checkParticipant(command, alliance.profile, '--participant', options.participant);
      const root = readRoot(options.root);
      const jws = await makeDirectory(folder, alliance, options.participant, root, change, systemNow());
      writeNew(options.out, `${jws}\n`);
      context.print(command, { digest: digestOf(jws) }, `digest: ${digestOf(jws)}`);
    });

  directory
    .command('join')
    .description('make the folder of a participant that the profile names and that has no directory yet')
    .requiredOption(
      '--from <folder>',
      'a folder with the open documents of the alliance (anchor, profile, directories)',
    )
    .requiredOption('--home <folder>', 'the folder to make')
    .requiredOption('--participant <code>', 'whose')
    .requiredOption('--root <file>', 'its root key')
    .requiredOption('--address <url>', 'where other nodes will reach it')
    .requiredOption('--authority <code:name>', 'an authority; may be repeated', collectAs(asAuthority))
    .action(async (options: Joining, command) => {
      const { from, home: folder, participant: code, address } = options;
      const authorities = options.authority;
      const root = readRoot(options.root);
      const settings = portsFor(address);
      const joining = { code, address, authorities, settings };
      const jws = await joinFolder(resolve(from), resolve(folder), joining, root, systemNow());
      const file = files(resolve(folder)).directory(code);
      context.print(
        command,
        { digest: digestOf(jws), file, ...settings },
        [
          `made ${resolve(folder)}; its directory: ${digestOf(jws)}`,
          `ports in tamga.json: ${settings.port} for pages, ${settings.federationPort} for other nodes`,
          `a member has to adopt ${file} (tamga directory adopt); from there it spreads by itself`,
        ].join('\n'),
      );
    });

  directory
    .command('adopt')
    .description('put directories into the folder; a running node takes them on and passes them on')
    .argument('<directory...>')
    .option(...home)
    .action((paths: string[], options: { home: string }, command) => {
      const directories = paths.map((path) => readText(path).trim());
      const { directories: held } = adoptDocuments(resolve(options.home), { directories });
      const rows = [...held].map(
        ([
          code,
          {
            directory: { number },
          },
        ]) => `${code} ${number}`,
      );
      context.print(command, rows, rows.join('\n'));
    });
};

const optionNames = { suspend: '--suspend', withdraw: '--withdraw', replaceRoot: '--replace-root' } as const;

type Proposal = {
  home: string;
  out: string;
  from?: string;
  join?: string[];
  suspend?: ReturnType<typeof asDated>[];
  resume?: string[];
  withdraw?: ReturnType<typeof asDated>[];
  replaceRoot?: ReturnType<typeof asRoot>[];
};
type Sealing = { home: string; participant: string; root: string; out: string };
type Making = Sealing & {
  rotate?: ReturnType<typeof asKey>[];
  at?: number;
  overlap?: number;
  end?: ReturnType<typeof asEnd>[];
  endTls?: boolean;
  disown?: ReturnType<typeof asDisowned>[];
  contacts?: ReturnType<typeof asContacts>;
  addAddress?: string[];
  removeAddress?: string[];
  addAuthority?: Authority[];
  nameAuthority?: ReturnType<typeof asNaming>[];
  endAuthority?: ReturnType<typeof asEnding>[];
};
type Authority = ReturnType<typeof asAuthority>;
type Joining = {
  from: string;
  home: string;
  participant: string;
  root: string;
  address: string;
  authority: Authority[];
};
