import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { NewParticipant, readTemplate } from '#features/alliance/actions.ts';
import { systemNow } from '#platform/clock.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import type { AddCommands } from './cli-context.ts';
import { readDemoConfig } from './config.ts';

type Options = { profile: string; home: string; force?: boolean };
type Template = ReturnType<typeof readTemplate>;

/** Loaded by the command alone: it makes keys and reads databases, and other commands do neither. */
const load = () => import('#features/alliance/actions.ts');

/** `tamga init`: a trial alliance, all of whose keys one person makes. */
export const addInitCommand: AddCommands = (program, context) => {
  program
    .command('init')
    .description(
      'make a trial alliance: keys, profile number 1, endorsements and directories of every participant, a folder each',
    )
    .requiredOption('--profile <file>', 'a profile without root keys, such as profiles/sco-rats.json')
    .option('--home <folder>', 'where to make it', '.tamga')
    .option('--force', 'even where git would take up the secret keys')
    .action(async ({ profile, home: given, force }: Options, command) => {
      const home = resolve(given);
      const { source, template } = await readProfile(profile);
      if (force !== true && isTakenUp(join(home, 'root-keys', 'any.key')))
        throw new TamgaError(
          'config',
          `${home} lies in a git work tree that does not ignore it, so its secret keys could be committed: ` +
            'choose a folder outside, have git ignore it, or give --force',
        );
      const participants = participantsOf(template, readDemoConfig(process.env).portBase);
      const { initAlliance } = await load();
      await initAlliance(home, source, participants, systemNow());
      const starts = participants.map(({ code }) => `TAMGA_HOME=${join(home, code)} npx tamga node`);
      context.print(
        command,
        { home, participants: participants.map(({ code }) => code) },
        `Made ${participants.length} participants in ${home}. Start a node with:\n${starts.join('\n')}`,
      );
    });
};

async function readProfile(file: string): Promise<{ source: string; template: Template }> {
  const { readTemplate } = await load();
  try {
    const source = readFileSync(file, 'utf8');
    return { source, template: readTemplate(source) };
  } catch (cause) {
    throw new TamgaError('malformed', `${file} is not a profile: ${messageOf(cause)}`, { cause });
  }
}

/** Pages take the ports from the base on, content those from base+10 on, federation those from base+20 on: as in the demonstration. */
function participantsOf(template: Template, portBase: number): (NewParticipant & { code: string })[] {
  const count = template.participants.length;
  const offset = Math.max(20, count);
  const last = portBase + offset + count * (count > 10 ? 2 : 1) - 1;
  if (last > 65_535) throw new TamgaError('config', `TAMGA_PORT_BASE: ports up to ${last} are needed`);
  return template.participants.map(({ code, names }, i) => ({
    code,
    address: `https://127.0.0.1:${portBase + offset + i}`,
    settings: {
      port: portBase + i,
      federationPort: portBase + offset + i,
      // Ten below the federation's is a page's where there are many.
      ...(count > 10 ? { contentPort: portBase + offset + count + i } : {}),
    },
    authorities: [{ code: `${code}/desk`, name: `${names.en}: desk` }],
    officers: (['case-officer', 'auditor', 'node-admin'] as const).map((role, n) => ({
      id: `${code}/desk/o-${n + 1}`,
      name: `Officer ${n + 1}`,
      role,
      authority: `${code}/desk`,
      // They begin with all of the authority's work, until somebody assigns anybody.
      desk: template.purposes.map((purpose) => purpose.code),
    })),
  }));
}

/** Whether `git add` would take up this file. Where git itself cannot say, it is taken to be so. */
function isTakenUp(file: string): boolean {
  const above = (folder: string): string[] => [folder, ...(dirname(folder) === folder ? [] : above(dirname(folder)))];
  const folders = above(dirname(file));
  if (!folders.some((folder) => existsSync(join(folder, '.git')))) return false;
  const cwd = folders.find((folder) => existsSync(folder)) ?? '/';
  return spawnSync('git', ['check-ignore', '--quiet', '--', file], { cwd, timeout: 10_000 }).status !== 0;
}
