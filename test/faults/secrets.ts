import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { marker } from './bundles.ts';

/** All that must never be printed by a node of this folder: seeds, tokens, passwords, the TLS key, content. */
export function secretsOf(folder: string): string[] {
  const files = ['keys', 'tokens'].flatMap((name) => {
    const dir = join(folder, name);
    return existsSync(dir) ? readdirSync(dir).map((file) => join(dir, file)) : [];
  });
  const password = join(folder, 'database-password');
  if (existsSync(password)) files.push(password);
  const lines = files.flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  return [...lines.filter((line) => line.length >= 20 && !line.startsWith('-----')), marker];
}

/** Which of these stand in a text. */
export const findSecrets = (output: string, secrets: readonly string[]): string[] =>
  secrets.filter((secret) => output.includes(secret));
