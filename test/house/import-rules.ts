import { posix } from 'node:path';
import { isCommandPart, isFace, type Place, placeOf, type Role } from './places.ts';
import { type Import, readImports, UNREADABLE } from './read-imports.ts';

export interface SourceFile {
  /** From the root of the repository: `src/features/records/model.ts`. */
  path: string;
  source: string;
}

export interface Violation {
  rule:
    | 'package-imports-ours' // packages import nothing but packages and registry packages: no src, no node:
    | 'platform-imports-domain' // platform knows no feature, no page and no table of contents
    | 'wrong-direction' // inside a feature: views ▶ model ◀ rules ◀ kinds, actions ▶ store ▶ platform
    | 'past-the-face' // another feature is reached through its model and actions only
    | 'feature-from-outside' // only the tables of contents reach into features
    | 'page-imports-server' // what runs in the browser imports no node: and no platform
    | 'test-code' // the program imports nothing of the tests or tools
    | 'path-form' // `#…` across folders, `./` and `../` inside one; never `../../`
    | 'folder-index'; // no index.ts but a package's front door
  path: string;
  /** What is imported; empty when the file itself is the violation. */
  specifier: string;
}

/** Every import (and file name) that goes against the arrows. Pure: the caller reads the files. */
export function findViolations(files: readonly SourceFile[]): Violation[] {
  return files.flatMap(({ path, source }) => {
    const found: Violation[] = isStrayIndex(path) ? [{ rule: 'folder-index', path, specifier: '' }] : [];
    for (const one of readImports(path, source)) {
      const rule = judgeForm(path, one) ?? judgeArrow(path, one);
      if (rule) found.push({ rule, path, specifier: one.specifier });
    }
    return found;
  });
}

function isStrayIndex(path: string): boolean {
  return /(^|\/)index\.tsx?$/.test(path) && !/^packages\/[^/]+\/src\/index\.ts$/.test(path);
}

/** The file that an import names, from the root of the repository; undefined for registry packages, ours and node's. */
function resolve(path: string, specifier: string): string | undefined {
  if (specifier.startsWith('#test/')) return specifier.slice(1);
  if (specifier.startsWith('#')) return `src/${specifier.slice(1)}`;
  return specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : undefined;
}

function judgeForm(path: string, { specifier }: Import): Violation['rule'] | undefined {
  const from = placeOf(path);
  if (specifier === UNREADABLE) return from.role === 'test' ? undefined : 'path-form';
  const target = resolve(path, specifier);
  if (target === undefined) return undefined;
  if (specifier.startsWith('#')) {
    return posix.dirname(target) === posix.dirname(path) && from.role !== 'test' ? 'path-form' : undefined;
  }
  if (/^(tools|docs\/examples)\//.test(target) && !/^(src|packages)\//.test(path)) return undefined; // no `#` leads there
  if (specifier.startsWith('../../')) return 'path-form';
  return placeOf(target).home === from.home || specifier.startsWith('./') ? undefined : 'path-form';
}

function judgeArrow(path: string, one: Import): Violation['rule'] | undefined {
  const from = placeOf(path);
  if (from.role === 'test') return undefined;
  const target = resolve(path, one.specifier);
  if (target === undefined) return judgeForeign(from.role, one);
  const to = placeOf(target);
  if (to.role === 'test' || (target.startsWith('tools/') && path.startsWith('src/'))) return 'test-code';
  if (from.role === 'package') return to.home === from.home ? undefined : 'package-imports-ours';
  if (from.role === 'platform') return to.role === 'platform' ? undefined : 'platform-imports-domain';
  if (from.role === 'table') return undefined;
  if (from.role === 'program') return judgeProgram(path, to, target);
  if (from.role === 'web') return judgeWeb(path, to);
  return judgeFeature(from, to, target, one);
}

function judgeProgram(path: string, to: Place, target: string): Violation['rule'] | undefined {
  if (to.feature === undefined) return undefined;
  // What the commands and tools share uses what a feature shows to others, and reaches no further.
  return isFace(target) && (isCommandPart(path) || path.startsWith('tools/')) ? undefined : 'feature-from-outside';
}

function judgeWeb(path: string, to: Place): Violation['rule'] | undefined {
  if (path === 'src/web/main.tsx' && to.role === 'table') return undefined; // what the browser starts
  if (to.feature !== undefined) return 'feature-from-outside';
  return to.role === 'web' ? undefined : 'page-imports-server';
}

function judgeForeign(role: Role, { specifier, typeOnly }: Import): Violation['rule'] | undefined {
  if (!specifier.startsWith('node:')) return undefined;
  if (role === 'package') return 'package-imports-ours';
  if (role === 'view' || role === 'web') return 'page-imports-server';
  return (role === 'model' || role === 'rules') && !typeOnly ? 'wrong-direction' : undefined;
}

/** What each part of a feature may use of its own feature. */
const DOWNWARD: Partial<Record<Role, readonly Role[]>> = {
  model: ['model'],
  rules: ['model', 'rules'],
  store: ['model', 'store'],
  kinds: ['model', 'rules', 'kinds', 'store', 'actions'],
  actions: ['model', 'rules', 'kinds', 'store', 'actions'],
  edge: ['model', 'rules', 'kinds', 'store', 'actions', 'edge'],
  view: ['model', 'rules', 'view'],
};

// Functions of bytes and errors, without state: rules may call them.
const PURE_PLATFORM = new Set(['src/platform/bytes.ts', 'src/platform/errors.ts']);

function judgeFeature(from: Place, to: Place, target: string, { typeOnly }: Import): Violation['rule'] | undefined {
  const { role } = from;
  if (to.role === 'platform') {
    if (role === 'view') return 'page-imports-server';
    const free = typeOnly || (role === 'rules' && PURE_PLATFORM.has(target));
    return (role === 'model' || role === 'rules') && !free ? 'wrong-direction' : undefined;
  }
  if (to.role === 'web') return role === 'view' ? undefined : 'wrong-direction';
  if (to.feature === undefined) return role === 'edge' && isCommandPart(target) ? undefined : 'wrong-direction';
  if (to.feature !== from.feature) return judgeOther(role, to, target);
  // Types vanish when the program runs: a model may name the shapes that the parts beside it define.
  const downward = DOWNWARD[role]?.includes(to.role) || (typeOnly && to.role === 'actions' && role !== 'view');
  return downward ? undefined : 'wrong-direction';
}

function judgeOther(role: Role, to: Place, target: string): Violation['rule'] | undefined {
  if (!isFace(target)) return 'past-the-face';
  const below = role === 'model' || role === 'rules' || role === 'store' || role === 'view';
  return below && to.role !== 'model' ? 'wrong-direction' : undefined;
}
