// Reading, sealing, storing and projecting ATT&CK for ICS 17.1, through the API of a node that has just started.
import { readFileSync } from 'node:fs';
import { startAlliance, startBenchPostgres } from './alliance.ts';
import { importFile } from './main-job.ts';
import { corpusFile, repetitions, report, say } from './measure.ts';

const file = corpusFile('stix-examples/ics-attack/ics-attack-17.1.json');
const line = { what: 'import of ATT&CK ICS 17.1, fresh node', unit: 'objects/s', target: { atLeast: 3_000 } };

if (file === null) report({ ...line, values: [], note: 'skipped: no ../shared/corpora' });
else {
  await using postgres = await startBenchPostgres();
  const bytes = readFileSync(file);
  const values: number[] = [];
  for (let i = 0; i < repetitions; i++) {
    await using alliance = await startAlliance(postgres, ['xa']);
    const { report: made, ms } = await importFile(alliance.node('xa'), 'ics-17.1', bytes);
    values.push((made.counts.added / ms) * 1000);
    say(`${made.counts.added} objects in ${ms.toFixed(0)} ms`);
  }
  report({ ...line, values });
}
