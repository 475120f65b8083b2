import { expect, test } from 'vitest';
import { findTangled, readFeatureGraph } from './feature-cycles.ts';
import { readSources } from './tree.ts';

/**
 * The exchange itself: records are judged, sealed, logged, released and received by features that name one another. Nothing joins them,
 * and who takes one out of the ring takes it out of this list.
 */
const exchange = [
  'alliance',
  'approvals',
  'audits',
  'federation',
  'ferry',
  'gates',
  'log',
  'officers',
  'oversight',
  'quarantine',
  'receipts',
  'records',
  'releases',
  'tasks',
  'witnesses',
];

test('no feature imports itself by way of others, but for those that are the exchange itself', () => {
  expect(findTangled(readFeatureGraph(readSources()))).toEqual(exchange);
});

const importOf = (feature: string, specifier: string) => ({
  path: `src/features/${feature}/model.ts`,
  source: `import type { One } from '${specifier}';\n`,
});

test('a way back is found over however many features, in types as well, and tests make none', () => {
  const files = [
    importOf('a', '#features/b/model.ts'),
    importOf('b', '#features/c/model.ts'),
    importOf('d', '#features/a/model.ts'),
  ];
  expect(findTangled(readFeatureGraph(files))).toEqual([]);
  const back = importOf('c', '#features/a/model.ts');
  expect(findTangled(readFeatureGraph([...files, back]))).toEqual(['a', 'b', 'c']);
  const inTest = { ...back, path: 'src/features/c/model.test.ts' };
  expect(findTangled(readFeatureGraph([...files, inTest]))).toEqual([]);
});
