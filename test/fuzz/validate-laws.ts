import { deepEqual, equal, ok } from 'node:assert/strict';
import { isPersonBearing, nameOf, searchText, tellsOfPerson, validateBundle, validateObject } from '@tamga/stix';
import type { Finding } from '@tamga/stix';
import type { Dice } from '#test/simulation/dice.ts';
import { mutateBytes } from './mutate.ts';
import { oddValues, seeds } from './seeds.ts';
import type { Seed } from './seeds.ts';

const options = { deterministicIds: true, references: true, maxFindings: 20 };
const names = [...new Set(seeds.flatMap((seed) => Object.keys(seed)))];

const copy = <T>(value: T): T => structuredClone(value);
const seedBy = (dice: Dice): Seed => copy(dice.pick(seeds) ?? {});

/** An object of some type with members lost, renamed, exchanged, taken from others, nested, or given any value. */
function mutateObject(dice: Dice): unknown {
  const seed = seedBy(dice);
  for (let left = 1 + dice.below(3); left > 0; left -= 1) {
    const place = deepPlace(dice, seed);
    const name = dice.pick(Object.keys(place)) ?? 'name';
    const other = seedBy(dice);
    const from = dice.pick(Object.keys(other)) ?? 'id';
    const act = dice.draw({ lose: 2, odd: 4, other: 3, add: 3, nest: 1, list: 1, extension: 1, container: 1 });
    if (act === 'lose') delete place[name];
    else if (act === 'odd') place[name] = copy(dice.pick(oddValues));
    else if (act === 'other') place[from] = other[from];
    else if (act === 'add') place[dice.pick(names) ?? 'x'] = copy(dice.pick(oddValues));
    else if (act === 'nest') place[name] = nested(place[name], dice.pick([3, 70, 400]) ?? 3);
    else if (act === 'list') place[name] = [place[name], place[name]];
    else if (act === 'extension')
      place['extensions'] = { [`extension-definition--${String(other['id']).slice(-36)}`]: other };
    else place['objects'] = { '0': other, x: copy(dice.pick(oddValues)) };
  }
  return dice.oneIn(40) ? dice.pick(oddValues) : seed;
}

/** The object itself, or one inside it. */
function deepPlace(dice: Dice, value: Seed): Seed {
  const inner = Object.values(value)
    .flat()
    .filter((one): one is Seed => typeof one === 'object' && one !== null && !Array.isArray(one));
  const found = dice.oneIn(2) ? dice.pick(inner) : undefined;
  return found ? deepPlace(dice, found) : value;
}

function nested(value: unknown, levels: number): unknown {
  let made = value;
  for (let i = 0; i < levels; i++) made = i % 2 === 0 ? [made] : { a: made };
  return made;
}

/** What a JSON pointer names; undefined where it leads to nothing. */
function resolve(value: unknown, pointer: string): { found: boolean } {
  let at = value;
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return { found: false };
    at = (at as Record<string, unknown>)[name];
  }
  return { found: true };
}

function checkFindings(value: unknown, findings: readonly Finding[]): void {
  for (const { path, code, clause, message } of findings) {
    ok(resolve(value, path).found, `${code} at ${path}, where nothing is`);
    ok(/^STIX 2\.1 §\d/.test(clause), `clause ${clause}`);
    ok(message !== '' && message.length < 2_000, `message of ${message.length} characters`);
  }
}

/** Any value is judged without an exception, twice alike, unchanged, and each finding leads to something that is there. */
export function lawOfValidator(dice: Dice): string {
  const value = mutateObject(dice);
  const before = JSON.stringify(value);
  const first = validateObject(value, options);
  deepEqual(validateObject(value, options), first, 'judged twice, judged otherwise');
  equal(JSON.stringify(value), before, 'the object was changed');
  ok(first.errors.length <= 20 && first.warnings.length <= 20, 'more findings than were asked for');
  checkFindings(value, [...first.errors, ...first.warnings]);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const object = value as Seed;
    ok(nameOf(object).length <= 400 && searchText(object).length <= 16 * 1024, 'a name or a text without end');
    if (isPersonBearing(object)) ok(tellsOfPerson(object) && searchText(object) === '', 'a person with search text');
  }
  return before;
}

/** A bundle is judged as its text is, whatever the order of its members; broken text is judged too. */
export function lawOfBundles(dice: Dice): string {
  const objects = Array.from({ length: 1 + dice.below(4) }, () => mutateObject(dice));
  const bundle = { type: 'bundle', id: 'bundle--5a2f6f0e-2f5b-4c0f-8b8e-8a3f1d2c4b10', objects };
  const text = JSON.stringify(bundle);
  const asText = validateBundle(Buffer.from(text), options);
  const asValue = validateBundle(JSON.parse(text), options);
  if (!asText.errors.some(({ code }) => code === 'not-json')) deepEqual(asText, asValue);
  checkFindings(JSON.parse(text), [...asText.errors, ...asText.warnings]);
  const broken = mutateBytes(dice, Buffer.from(text));
  validateBundle(broken, options);
  return broken.toString('latin1');
}

/** A valid object stays valid however its members stand, with members of its owner's, and among others. */
export function lawOfValidObjects(dice: Dice): string {
  const seed = seedBy(dice);
  const entries = Object.entries(seed)
    .map((entry) => ({ entry, at: dice.below(1_000) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ entry }) => entry);
  const value: Seed = {
    ...Object.fromEntries(entries),
    ...(dice.oneIn(2) ? { [`x_${dice.below(99)}a`]: copy(dice.pick([1, 'a', ['b'], { c: 1 }])) } : {}),
  };
  deepEqual(validateObject(value).errors, []);
  const others = Array.from({ length: dice.below(5) }, () => seedBy(dice));
  const objects = others.toSpliced(dice.below(others.length + 1), 0, value);
  const text = JSON.stringify({ type: 'bundle', id: 'bundle--5a2f6f0e-2f5b-4c0f-8b8e-8a3f1d2c4b10', objects });
  deepEqual(validateBundle(Buffer.from(text)).errors, []);
  return text;
}
