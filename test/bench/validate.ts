// Reading and validating ATT&CK for ICS 17.1, one thread, beside the OASIS validator (PyPI stix2-validator) where Python has it.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { validateBundle } from '@tamga/stix';
import { median } from '../../tools/bench-report.ts';
import { corpusFile, repetitions, report, say } from './measure.ts';

const file = corpusFile('stix-examples/ics-attack/ics-attack-17.1.json');
const line = { what: 'validation of ATT&CK ICS 17.1, one thread', unit: 'objects/s', target: { atLeast: 30_000 } };
const warmUps = 5;

// The reference reads and judges the file as we do; its start and its imports are not counted.
const REFERENCE = `
import sys, time
from stix2validator import ValidationOptions, validate_file
options = ValidationOptions(silent=True)
started = time.monotonic()
result = validate_file(sys.argv[1], options)
print(time.monotonic() - started, result.is_valid)
`;

/** Seconds that the reference takes for the file once; undefined where there is no Python, or Python does not have it. */
function referenceSeconds(path: string): number | undefined {
  const { status, stdout } = spawnSync('python3', ['-c', REFERENCE, path], { encoding: 'utf8', timeout: 300_000 });
  const [seconds, verdict] = (stdout ?? '').trim().split(/\s+/).slice(-2);
  return status === 0 && verdict === 'True' ? Number(seconds) : undefined;
}

if (file === null) report({ ...line, values: [], note: 'skipped: no ../shared/corpora' });
else {
  const bytes = readFileSync(file);
  const count = (JSON.parse(bytes.toString('utf8')) as { objects: unknown[] }).objects.length;
  const values: number[] = [];
  for (let i = 0; i < warmUps + repetitions; i++) {
    const started = performance.now();
    const { errors, warnings } = validateBundle(bytes);
    const ms = performance.now() - started;
    if (errors.length > 0) throw new Error(`${errors.length} errors in a file that has none`);
    if (i < warmUps) continue;
    values.push((count / ms) * 1000);
    say(`${count} objects, ${warnings.length} warnings in ${ms.toFixed(0)} ms`);
  }
  const seconds = referenceSeconds(file);
  if (seconds === undefined)
    report({ ...line, values, note: 'python3 has no stix2-validator with its schemas to compare with' });
  else {
    say(`the reference: ${(count / seconds).toFixed(0)} objects/s`);
    report({ ...line, values, peer: { name: 'stix2-validator', ratio: (median(values) * seconds) / count } });
  }
}
