/** What a file is, by its path alone: the left and the right side of every arrow in CONTRIBUTING.md. */
export type Role =
  | 'package'
  | 'platform'
  | 'model'
  | 'rules'
  | 'kinds'
  | 'store'
  | 'actions' // and the further parts of a feature that are none of the others
  | 'edge' // routes, jobs, cli
  | 'view'
  | 'web'
  | 'table' // the tables of contents and what puts the program together
  | 'program' // the rest of src/, and tools
  | 'test';

export interface Place {
  role: Role;
  /** The feature, package or other folder whose own files may be reached by `./` and `../`. */
  home: string;
  feature: string | undefined;
}

const TABLES = new Set([
  'src/app.ts',
  'src/kinds.ts',
  'src/jobs.ts',
  'src/cli.ts',
  'src/node.ts',
  'src/main.ts',
  'src/web/router.tsx',
]);

// Pure parts with a name of their own (`verify.ts`, the folder `verify/`): the pages that verify run them in the browser.
const PURE_PARTS = new Set(['verify', 'verify-parts']);

export function placeOf(path: string): Place {
  const [top = '', second = '', third = ''] = path.split('/');
  const feature = path.startsWith('src/features/') ? third : undefined;
  return { role: roleOf(path, top, second), home: homeOf(top, second, feature), feature };
}

function homeOf(top: string, second: string, feature: string | undefined): string {
  if (feature !== undefined) return `${top}/${second}/${feature}`;
  return top === 'src' || top === 'packages' ? `${top}/${second}` : top;
}

function roleOf(path: string, top: string, second: string): Role {
  if (top === 'test' || /\.test\.tsx?$/.test(path) || /^packages\/[^/]+\/test\//.test(path)) return 'test';
  if (top === 'packages') return 'package';
  if (TABLES.has(path)) return 'table';
  if (second === 'platform') return 'platform';
  if (second === 'web') return 'web';
  return second === 'features' ? roleInFeature(path.split('/').slice(3)) : 'program';
}

function roleInFeature([folder = '', ...rest]: string[]): Role {
  if (rest.length > 0) return folder === 'views' ? 'view' : nameRole(folder);
  return nameRole(folder.replace(/\.tsx?$/, ''));
}

function nameRole(name: string): Role {
  if (PURE_PARTS.has(name)) return 'rules';
  const last = name.split('-').at(-1);
  if (last === 'model' || last === 'rules' || last === 'kinds' || last === 'store') return last;
  return last === 'routes' || last === 'jobs' || last === 'cli' ? 'edge' : 'actions';
}

/** Whether a file may be reached from other features: the model, and the actions (`actions.ts`, `actions/<verb>.ts`). */
export function isFace(path: string): boolean {
  return /^src\/features\/[^/]+\/(model\.ts|actions\.ts|actions\/[^/]+\.ts)$/.test(path);
}

/** What the commands of all features share: the connection to a running node, the files of this machine. */
export function isCommandPart(path: string): boolean {
  return /^src\/(api-client|client|machine|cli-[a-z-]+)\.ts$/.test(path);
}
