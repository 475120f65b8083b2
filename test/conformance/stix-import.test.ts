import {
  contentDigest,
  isPersonBearing,
  judgeObject,
  readBundle,
  searchText,
  versionOf,
  type KnownVersion,
  type ReadBundle,
} from '@tamga/stix';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { corpusTest } from './corpora.ts';

interface Change {
  from: string;
  to: string;
  added: number;
  absent: number;
  version_changed: number;
  identical: number;
  same_version_but_different_content: string[];
  version_went_backwards: string[];
}

interface Case {
  id: string;
  plain?: { verdict: string };
  options?: { version?: string };
  input?: unknown;
}

const readFile = (...path: string[]) => readBundle(readFileSync(join(...path)));

/** Imports one bundle after another and tells, for the last one, which objects had which outcome. */
function importAll(bundles: ReadBundle[]): { outcomes: Map<string, string[]>; absent: string[] } {
  const known = new Map<string, KnownVersion[]>();
  let outcomes = new Map<string, string[]>();
  let before = new Set<string>();
  for (const { objects } of bundles) {
    before = new Set(known.keys());
    outcomes = new Map();
    for (const object of objects) {
      const versions = known.get(object.id) ?? [];
      const outcome = judgeObject(versions, object);
      outcomes.set(outcome, [...(outcomes.get(outcome) ?? []), object.id]);
      if (outcome === 'added' || outcome === 'new-version') {
        known.set(object.id, [
          ...versions,
          { modified: versionOf(object), contentDigest: contentDigest(object.value) },
        ]);
      }
    }
    for (const { id } of objects) before.delete(id);
  }
  return { outcomes, absent: [...before] };
}

describe('ATT&CK for ICS', () => {
  corpusTest(
    'stix-examples/ics-attack',
    'every object of every release is read, and the collection names the source',
    (path) => {
      for (const [version, count] of [
        ['16.1', 1871],
        ['17.1', 1651],
        ['18.1', 1826],
      ] as const) {
        const bytes = readFileSync(join(path, `ics-attack-${version}.json`));
        const { objects, refused, source } = readBundle(bytes);
        expect([version, objects.length, refused]).toEqual([version, count, []]);
        expect(source).toMatch(/^x-mitre-collection--/);
        for (const { start, end, value } of objects)
          expect(JSON.parse(bytes.toString('utf8', start, end))).toEqual(value);
      }
    },
  );

  corpusTest('stix-examples/ics-attack', 'importing one release after another finds what the history says', (path) => {
    const history = JSON.parse(readFileSync(join(path, 'history.json'), 'utf8')) as Change[];
    expect(history).toHaveLength(2);
    for (const change of history) {
      const [from, to] = [change.from, change.to].map((version) => readFile(path, `ics-attack-${version}.json`));
      const { outcomes, absent } = importAll([from as ReadBundle, to as ReadBundle]);
      expect({
        added: outcomes.get('added')?.length ?? 0,
        absent: absent.length,
        version_changed: outcomes.get('new-version')?.length ?? 0,
        identical: outcomes.get('identical')?.length ?? 0,
        same_version_but_different_content: outcomes.get('changed-same-version')?.toSorted() ?? [],
        version_went_backwards: outcomes.get('older-version') ?? [],
      }).toEqual({
        added: change.added,
        absent: change.absent,
        version_changed: change.version_changed,
        identical: change.identical,
        same_version_but_different_content: change.same_version_but_different_content.toSorted(),
        version_went_backwards: change.version_went_backwards,
      });
    }
  });

  corpusTest(
    'stix-examples/ics-attack',
    'from 17.1 to 18.1 the five outcomes account for all 1,826 objects',
    (path) => {
      const { outcomes, absent } = importAll([
        readFile(path, 'ics-attack-17.1.json'),
        readFile(path, 'ics-attack-18.1.json'),
      ]);
      const counts = Object.fromEntries([...outcomes].map(([outcome, ids]) => [outcome, ids.length]));
      expect(counts).toEqual({ added: 413, 'new-version': 77, identical: 1266, 'changed-same-version': 70 });
      expect(absent).toHaveLength(238);
    },
  );

  corpusTest(
    'stix-examples/ics-attack',
    'importing the same release twice makes nothing new, though it was reformatted',
    (path) => {
      const first = readFile(path, 'ics-attack-18.1.json');
      const text = JSON.stringify(JSON.parse(readFileSync(join(path, 'ics-attack-18.1.json'), 'utf8')), null, 1);
      const { outcomes, absent } = importAll([first, readBundle(new TextEncoder().encode(text))]);
      expect([...outcomes.keys()]).toEqual(['identical']);
      expect(absent).toEqual([]);
    },
  );
});

describe('example bundles', () => {
  corpusTest('stix-examples', 'every object of the valid examples is read', (path) => {
    const verdicts = JSON.parse(readFileSync(join(path, 'verdicts.json'), 'utf8')) as Record<
      string,
      { objects: number; plain: { verdict: string } }
    >;
    const files = Object.entries(verdicts).filter(([file]) => !file.startsWith('interop-schemas'));
    expect(files.length).toBeGreaterThan(15);
    for (const [file, { objects, plain }] of files) {
      const found = readFile(path, file);
      expect([file, found.objects.length + found.refused.length]).toEqual([file, objects]);
      if (plain.verdict === 'valid') expect([file, found.refused]).toEqual([file, []]);
    }
  });

  corpusTest(
    'stix-examples/json-schemas-examples',
    'the four persons of apt1.json give nothing to the index',
    (path) => {
      const { objects } = readFile(path, 'threat-reports/apt1.json');
      const persons = objects.filter(({ value }) => isPersonBearing(value));
      const individuals = objects.filter(({ value }) => value.identity_class === 'individual');
      expect(individuals).toHaveLength(4);
      for (const person of individuals) expect(persons).toContain(person);
      for (const { value } of persons) expect(searchText(value)).toBe('');
      for (const { value } of objects.filter(({ type }) => type === 'malware')) expect(searchText(value)).not.toBe('');
    },
  );

  corpusTest(
    'stix-objects',
    'nothing that the reference validator accepts is refused, but for an object given twice',
    (path) => {
      const lines = (file: string) => readFileSync(join(path, file), 'utf8').trim().split('\n');
      const accepted = [
        ...lines('spec-examples.ndjson').map(
          (line) => JSON.parse(line) as { id: string; verdict: string; object: unknown },
        ),
        ...lines('cases.ndjson').map((line) => {
          const { id, plain, options, input } = JSON.parse(line) as Case;
          return { id, verdict: options?.version === '2.0' ? 'another version' : plain?.verdict, object: input };
        }),
      ].filter(({ verdict }) => verdict === 'valid');
      expect(accepted.length).toBeGreaterThan(300);
      const refused = accepted.flatMap(({ id, object }) => {
        const found = readBundle(new TextEncoder().encode(JSON.stringify(object)));
        return found.refused.filter(({ code }) => code !== 'duplicate').map(({ code, why }) => ({ id, code, why }));
      });
      expect(refused).toEqual([]);
    },
  );
});
