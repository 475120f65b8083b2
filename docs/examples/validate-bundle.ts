// What breaks STIX 2.1 in a bundle, and what strays from its advice, without a node:
//     npx node docs/examples/validate-bundle.ts docs/examples/bundle.json
import { readFileSync } from 'node:fs';
import { validateBundle } from '@tamga/stix';

const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('Usage: npx node docs/examples/validate-bundle.ts <file with a STIX bundle or object>\n');
  process.exit(2);
}
function read(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    process.stderr.write(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  }
}
const { errors, warnings } = validateBundle(read(file));
const lines = [
  ...errors.map(({ path, code, message, clause }) => `MUST    ${path} ${code}: ${message} (${clause})\n`),
  ...warnings.map(({ path, code, message, clause }) => `SHOULD  ${path} ${code}: ${message} (${clause})\n`),
];
process.stdout.write(lines.join(''));
process.exitCode = errors.length === 0 ? 0 : 1;
