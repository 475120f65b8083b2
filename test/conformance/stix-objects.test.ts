import { deterministicId, validateBundle, type Findings } from '@tamga/stix';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { corpusTest } from './corpora.ts';

interface Case {
  id: string;
  options?: { version?: string };
  plain: { verdict: 'valid' | 'invalid'; warnings: { message: string; check?: string }[] };
  input?: unknown;
  raw?: string;
}

interface Example {
  id: string;
  verdict: 'valid' | 'invalid';
  object: unknown;
}

const linesOf = <T>(...path: string[]): T[] =>
  readFileSync(join(...path), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const judge = ({ raw, input }: Case): Findings => validateBundle(utf8(raw ?? JSON.stringify(input)));
const verdictOf = ({ errors }: Findings): string => (errors.length === 0 ? 'valid' : 'invalid');

/** The rows of docs/stix-verdicts.md on objects: `stix-object-0280 invalid`, `stix-object-0504 other-version`. */
function documented(prefix: string): string[] {
  const text = readFileSync(join(import.meta.dirname, '../../docs/stix-verdicts.md'), 'utf8');
  const section = /^## Objects\n(.*?)(?=^## |$(?![^]))/ms.exec(text)?.[1] ?? '';
  const rows = [...section.matchAll(/^\| ([a-z]+-[a-z]+-\d+) \| ((?:no )?[a-z0-9-]+) \| [0-9.]+ \| \S/gm)];
  return rows.map(([, id, what]) => `${id} ${what}`).filter((row) => row.startsWith(prefix));
}

/** Names of the checks whose warnings the reference gives; of another version it warns without a name. */
const theirWarnings = ({ plain }: Case): string[] => [
  ...new Set(plain.warnings.map(({ check }) => check?.replace(/^\d+ /, '') ?? 'other-version')),
];

describe('objects of the reference validator', () => {
  corpusTest('stix-objects', 'every MUST verdict agrees, but for those that docs/stix-verdicts.md explains', (path) => {
    const cases = linesOf<Case>(path, 'cases.ndjson');
    expect(cases).toHaveLength(393);
    const different = cases.flatMap((one) => {
      const verdict = verdictOf(judge(one));
      return verdict === one.plain.verdict ? [] : [`${one.id} ${verdict}`];
    });
    const known = documented('stix-object').filter((row) => row.endsWith('valid'));
    expect(different.toSorted()).toEqual(known.toSorted());
  });

  corpusTest('stix-objects', 'every valid case is warned of for the same reasons, but for those explained', (path) => {
    const different = linesOf<Case>(path, 'cases.ndjson')
      .filter(({ plain, options }) => plain.verdict === 'valid' && options?.version === undefined)
      .flatMap((one) => {
        const ours = new Set<string>(judge(one).warnings.map(({ code }) => code));
        const theirs = new Set(theirWarnings(one));
        const more = [...ours].filter((code) => !theirs.has(code));
        const less = [...theirs].filter((code) => !ours.has(code));
        return [...more.map((code) => `${one.id} ${code}`), ...less.map((code) => `${one.id} no ${code}`)];
      });
    const known = documented('stix-object').filter((row) => !row.endsWith('valid'));
    expect(different.toSorted()).toEqual(known.toSorted());
  });

  corpusTest(
    'stix-objects',
    'every example of the specification has the verdict of the reference, but for those explained',
    (path) => {
      const examples = linesOf<Example>(path, 'spec-examples.ndjson');
      expect(examples).toHaveLength(166);
      const different = examples.flatMap(({ id, verdict, object }) => {
        const ours = verdictOf(validateBundle(object));
        return ours === verdict ? [] : [`${id} ${ours}`];
      });
      expect(different).toEqual(documented('spec-example'));
    },
  );

  corpusTest('stix-objects', 'the identifiers of its observables are made, where the text has them right', (path) => {
    const observables = linesOf<Example>(path, 'spec-examples.ndjson')
      .map(({ object }) => object as Readonly<Record<string, unknown>>)
      .filter((object) => deterministicId(object) !== undefined && /--.{14}5/.test(String(object.id)));
    // §3.4: every attempt was made for these to be accurate. That of network traffic never is.
    const made = observables.filter((object) => deterministicId(object) === object.id);
    expect([observables.length, made.length]).toEqual([80, 59]);
    expect(new Set(made.map(({ type }) => type)).size).toBe(15);
  });

  corpusTest('stix-objects', 'every finding has a pointer into the object, a clause and a message', (path) => {
    for (const one of linesOf<Case>(path, 'cases.ndjson')) {
      const { errors, warnings } = judge(one);
      for (const { path: at, clause, message } of [...errors, ...warnings]) {
        expect(at).toMatch(/^(?:\/[^/]+)*$/);
        expect(clause).toMatch(/^STIX 2\.1 §\d+(?:\.\d+)*$/);
        expect(message.length).toBeGreaterThan(5);
      }
    }
  });
});

describe('example bundles', () => {
  corpusTest('stix-examples', 'all have the verdict of the reference', (path) => {
    type Verdict = { plain: { verdict: string; warnings: number } };
    const verdicts = JSON.parse(readFileSync(join(path, 'verdicts.json'), 'utf8')) as Record<string, Verdict>;
    const files = Object.entries(verdicts).filter(([file]) => !file.startsWith('interop-schemas'));
    expect(files.length).toBeGreaterThan(15);
    for (const [file, { plain }] of files) {
      const found = validateBundle(readFileSync(join(path, file)));
      expect([file, verdictOf(found), found.errors]).toEqual([file, plain.verdict, []]);
      expect([file, found.warnings.length > 0]).toEqual([file, plain.warnings > 0]);
    }
  });
});
