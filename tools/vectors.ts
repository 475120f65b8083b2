// `node tools/vectors.ts`: writes test/vectors/*.json anew. The same files come out each time, on every machine.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { alliance, directoryCases, profileCases } from './vectors/document-cases.ts';
import { blobCases } from './vectors/blob-cases.ts';
import { lineCases, pageCases } from './vectors/feed-cases.ts';
import { ferryCases, proofCases } from './vectors/file-cases.ts';
import { checkpointCases, logCases } from './vectors/log-cases.ts';
import { openingCases } from './vectors/opening-cases.ts';
import { successionCases } from './vectors/succession-cases.ts';
import { bodyCases, controlCases, recordCases } from './vectors/record-cases.ts';

export const vectors = {
  alliance,
  profiles: profileCases,
  directories: directoryCases,
  successions: successionCases,
  records: recordCases,
  bodies: bodyCases,
  blobs: blobCases,
  controls: controlCases,
  log: logCases,
  checkpoints: checkpointCases,
  lines: lineCases,
  pages: pageCases,
  proofs: proofCases,
  ferry: ferryCases,
  openings: openingCases,
};

export const textOf = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = new URL('../test/vectors/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  for (const [name, value] of Object.entries(vectors)) writeFileSync(new URL(`${name}.json`, folder), textOf(value));
}
