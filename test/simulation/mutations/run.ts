import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mutations } from './list.ts';
import type { Edit, Mutation } from './mutation.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const copied = ['src', 'packages', 'profiles', 'test', 'tools', 'package.json', 'tsconfig.json'];

/** How many worlds a planted bug has before it counts as not found, from seed 1 on. */
export const worldsForEach = 4;

/** Plants each bug in a copy of the tree and lives there until a law breaks. True when every one was found. */
export async function runMutations(only: string | undefined): Promise<boolean> {
  const strange = only?.split(',').find((name) => !mutations.some((mutation) => mutation.name === name));
  if (strange !== undefined)
    throw new Error(`there is no bug ${strange}; there are ${mutations.map(({ name }) => name).join(', ')}`);
  const dir = copyTree();
  try {
    const missed: string[] = [];
    for (const mutation of mutations.filter(({ name }) => only?.split(',').includes(name) ?? true)) {
      const found = await liveWith(dir, mutation);
      if (!found) missed.push(mutation.name);
      process.stdout.write(`| \`${mutation.name}\` | ${mutation.breaks} | ${found ?? '**not found**'} |\n`);
    }
    if (missed.length > 0) process.stdout.write(`not found: ${missed.join(', ')}\n`);
    return missed.length === 0;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Our packages are copies too, so that a bug may be planted there; those of the registry are the installed ones. */
function copyTree(): string {
  const dir = mkdtempSync(join(tmpdir(), 'tamga-mutant-'));
  for (const name of copied) cpSync(join(root, name), join(dir, name), { recursive: true });
  mkdirSync(join(dir, 'node_modules', '@tamga'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')).filter((one) => one !== '@tamga'))
    symlinkSync(join(root, 'node_modules', name), join(dir, 'node_modules', name));
  for (const name of readdirSync(join(root, 'packages'), { withFileTypes: true }).filter((one) => one.isDirectory()))
    symlinkSync(join(dir, 'packages', name.name), join(dir, 'node_modules', '@tamga', name.name));
  return dir;
}

/** The text changed, once and nowhere else. Errors: when the program no longer says it so. */
export function plant(source: string, { file, from, to }: Edit): string {
  if (source.split(from).length !== 2) throw new Error(`${file} does not say once: ${from}`);
  return source.replace(from, () => to);
}

function isThere(dir: string, { file, from }: Edit): boolean {
  const found = readFileSync(join(dir, file), 'utf8').split(from).length === 2;
  if (!found) process.stdout.write(`${file} no longer says once: ${from}\n`);
  return found;
}

export const editsOf = (mutation: Mutation): Edit[] => [mutation, ...(mutation.also ?? [])];

async function liveWith(dir: string, mutation: Mutation): Promise<string | undefined> {
  const edits = editsOf(mutation);
  if (!edits.every((edit) => isThere(dir, edit))) return undefined;
  const sound = new Map(edits.map(({ file }) => [file, readFileSync(join(dir, file), 'utf8')]));
  for (const edit of edits)
    writeFileSync(join(dir, edit.file), plant(readFileSync(join(dir, edit.file), 'utf8'), edit));
  try {
    const args = [join(dir, 'test/simulation/main.ts'), '--seed', '1', '--worlds', String(worldsForEach)];
    const child = spawn(process.execPath, args, { cwd: dir, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    await once(child, 'close');
    const [, seed, where, what = ''] = /^seed (\d+): broken (.*?): (.*)$/m.exec(output) ?? [];
    if (seed === undefined) return output.includes('no law was broken') ? undefined : `the program itself broke`;
    return `seed ${seed}, ${where}: ${what.split(/[:(]/, 1)[0]}`;
  } finally {
    for (const [file, source] of sound) writeFileSync(join(dir, file), source);
  }
}
