import { expect, test } from 'vitest';
import { findViolations, type Violation } from './import-rules.ts';
import { readSources } from './tree.ts';

test('every import of the repository follows the arrows', () => {
  const files = readSources();
  expect(files.length).toBeGreaterThan(100);
  const found = findViolations(files).map(({ rule, path, specifier }) => `${path} imports ${specifier}: ${rule}`);
  expect(found).toEqual([]);
});

const FEATURE = 'src/features/releases';
const planted: [Violation['rule'], path: string, statement: string][] = [
  ['package-imports-ours', 'packages/log/src/tree.ts', `import { sha256 } from '#platform/bytes.ts';`],
  ['package-imports-ours', 'packages/log/src/tree.ts', `import { createHash } from 'node:crypto';`],
  ['platform-imports-domain', 'src/platform/db/db.ts', `import type { Envelope } from '#features/records/model.ts';`],
  ['platform-imports-domain', 'src/platform/http/pages.ts', `import { links } from '#web/links.ts';`],
  ['wrong-direction', `${FEATURE}/model.ts`, `import { release } from './actions.ts';`],
  ['wrong-direction', `${FEATURE}/model.ts`, `import { openDb } from '#platform/db/db.ts';`],
  ['wrong-direction', `${FEATURE}/model.ts`, `import { randomBytes } from 'node:crypto';`],
  ['wrong-direction', `${FEATURE}/rules.ts`, `import { findRelease } from './store.ts';`],
  ['wrong-direction', `${FEATURE}/rules.ts`, `export { systemNow } from '#platform/clock.ts';`],
  ['wrong-direction', `${FEATURE}/store.ts`, `import { mayReceive } from './rules.ts';`],
  ['wrong-direction', `${FEATURE}/store.ts`, `import { seal } from '#features/records/actions.ts';`],
  ['wrong-direction', `${FEATURE}/actions.ts`, `import { releaseRoutes } from './routes.ts';`],
  ['wrong-direction', `${FEATURE}/actions.ts`, `import { kinds } from '#kinds.ts';`],
  ['wrong-direction', `${FEATURE}/views/ReleaseForm.tsx`, `import { release } from '../actions.ts';`],
  ['wrong-direction', `${FEATURE}/views/ReleaseForm.tsx`, `import type { Release } from '../actions.ts';`],
  ['wrong-direction', `${FEATURE}/views/ReleaseForm.tsx`, `import { readRecord } from '#features/records/actions.ts';`],
  ['page-imports-server', `${FEATURE}/views/ReleaseForm.tsx`, `import { join } from 'node:path';`],
  ['page-imports-server', 'src/web/session.ts', `import { toBase64url } from '#platform/bytes.ts';`],
  ['past-the-face', `${FEATURE}/actions.ts`, `import { readKnown } from '#features/records/store.ts';`],
  ['past-the-face', `${FEATURE}/rules.ts`, `import { judge } from '#features/records/rules.ts';`],
  ['past-the-face', `${FEATURE}/kinds.ts`, `const { kinds } = await import('#features/records/kinds.ts');`],
  [
    'past-the-face',
    `${FEATURE}/views/ReleaseForm.tsx`,
    `import { RecordLink } from '#features/records/views/RecordLink.tsx';`,
  ],
  ['past-the-face', `${FEATURE}/model.ts`, `type Row = import('#features/records/store.ts').Row;`],
  ['feature-from-outside', 'src/config.ts', `import { parseAlliance } from '#features/alliance/model.ts';`],
  ['feature-from-outside', 'src/client.ts', `import { readRecord } from '#features/records/store.ts';`],
  ['feature-from-outside', 'src/web/layout/Header.tsx', `import type { Session } from '#features/officers/model.ts';`],
  ['feature-from-outside', 'tools/start.ts', `import { releaseRoutes } from '#features/releases/routes.ts';`],
  ['test-code', 'src/node.ts', `import { createTestDatabase } from '#test/database.ts';`],
  ['test-code', `${FEATURE}/actions.ts`, `import { sample } from './rules.test.ts';`],
  ['path-form', `${FEATURE}/actions.ts`, `import { seal } from '../records/actions.ts';`],
  ['path-form', `${FEATURE}/actions.ts`, `import { release } from '#features/releases/model.ts';`],
  ['path-form', `${FEATURE}/views/ReleaseForm.tsx`, `import { links } from '../../../web/links.ts';`],
  ['path-form', 'packages/log/src/tree.ts', `import type { Json } from '../../json/src/index.ts';`],
  ['path-form', 'tools/start.ts', `import { readConfig } from '../src/config.ts';`],
  ['path-form', 'src/kinds.ts', 'const kind = await import(`#features/${name}/kinds.ts`);'],
];

test.each(planted)('%s is caught in %s: %s', (rule, path, statement) => {
  const source = `// import { innocent } from './actions.ts';\nconst word = "import x from './routes.ts'";\n${statement}\n`;
  expect(findViolations([{ path, source }])).toMatchObject([{ rule, path }]);
});

test('an index file is only the front door of a package', () => {
  const files = [
    'src/web/ui/index.ts',
    `${FEATURE}/index.tsx`,
    'packages/log/src/index.ts',
    'packages/stix/src/misp/index.ts',
  ];
  const found = findViolations(files.map((path) => ({ path, source: '' })));
  expect(found.map(({ rule, path }) => `${rule} ${path}`)).toEqual(
    [files[0], files[1], files[3]].map((path) => `folder-index ${path}`),
  );
});

test.each([
  ['packages/stix/src/misp/event.ts', `import { JsonError } from '@tamga/json'; import { judge } from '../judge.ts';`],
  [`${FEATURE}/model.ts`, `import { z } from 'zod'; import type { Db } from '#platform/db/db.ts';`],
  [
    `${FEATURE}/rules.ts`,
    `import { sha256 } from '#platform/bytes.ts'; import { refSchema } from '#features/records/model.ts';`,
  ],
  [`${FEATURE}/store.ts`, `import type { Db } from '#platform/db/db.ts'; import { itemSchema } from './model.ts';`],
  [
    `${FEATURE}/actions.ts`,
    `import { insert } from './store.ts'; import { seal } from '#features/records/actions/seal.ts';`,
  ],
  [
    `${FEATURE}/views/ReleaseForm.tsx`,
    `import { Page } from '#web/ui/Page.tsx'; import { itemSchema } from '../model.ts';`,
  ],
  ['src/kinds.ts', `import { releaseKinds } from '#features/releases/kinds.ts';`],
  ['src/web/router.tsx', `import { ReleaseForm } from '#features/releases/views/ReleaseForm.tsx';`],
  [
    `${FEATURE}/routes.test.ts`,
    `import { createTestDatabase } from '#test/database.ts'; import { app } from '#app.ts';`,
  ],
  [
    'test/federation/nodes.ts',
    `import { demo } from '../../tools/demo-alliance.ts'; import { createTestDatabase } from '../database.ts';`,
  ],
])('what follows the arrows in %s is let through', (path, source) => {
  expect(findViolations([{ path, source }])).toEqual([]);
});
