import type { StixValue } from '../types.ts';
import { toTags } from './one-tlp.ts';
import { DATA_PATHS, VALUE_PATHS } from './value-paths.ts';
import { pathsOfObservables, pathsOfPattern, type ReadPath } from './read-paths.ts';
import { mispLabel, secondsOf, stamped, seenTimes, tagsOf, textIn, uuidOf, type MispAttribute } from './parts.ts';

/** What was made of one attribute: an observation with its observables, an indicator, or one object of its own. */
export interface AttributeParts {
  readonly observed?: StixValue;
  readonly observables: readonly StixValue[];
  readonly indicator?: StixValue;
  readonly alone?: StixValue;
}

/** The attribute that these objects were made of; undefined where its value is not in them. */
export function attributeOf(parts: AttributeParts, statements: ReadonlyMap<string, string>): MispAttribute | undefined {
  const { observed, indicator, alone } = parts;
  const main = alone ?? observed ?? indicator;
  const type = main && (mispLabel(main, 'type') ?? textIn(main, 'x_misp_type'));
  if (main === undefined || type === undefined) return undefined;
  const found = valueOf(type, parts);
  if (found === undefined) return undefined;
  const timestamp = secondsOf(textIn(main, 'modified'));
  const comment =
    (indicator && textIn(indicator, 'description')) ??
    (alone && textIn(alone, 'x_misp_comment')) ??
    textIn(main, 'x_misp_comment');
  const tags = toTags([...tagsOf(main, statements), ...(indicator ? tagsOf(indicator, statements) : [])]);
  return {
    uuid: uuidOf(main),
    type,
    category: mispLabel(main, 'category') ?? textIn(main, 'x_misp_category') ?? 'Other',
    ...found,
    to_ids: indicator !== undefined || mispLabel(main, 'to_ids') === 'True',
    ...stamped(timestamp),
    ...(comment !== undefined && { comment }),
    ...seenTimes(observed, timestamp),
    ...(tags.length > 0 && { Tag: tags }),
  };
}

function valueOf(
  type: string,
  { observables, indicator, alone }: AttributeParts,
): { value: string; data?: string } | undefined {
  if (alone !== undefined) return aloneValue(alone);
  const fromPattern = indicator && readRule(type, indicator);
  if (fromPattern !== undefined) return { value: fromPattern };
  const readers: ReadPath[] = [
    ...(observables.length > 0 ? [pathsOfObservables(observables)] : []),
    ...(indicator ? [pathsOfPattern(textIn(indicator, 'pattern') ?? '')] : []),
  ];
  for (const read of readers) {
    for (const way of VALUE_PATHS.get(type) ?? []) {
      const values = way.map((path) => read(path)[0]);
      if (values.some((value) => value === undefined)) continue;
      const value = values.join('|');
      const [data] = type === 'attachment' || type === 'malware-sample' ? DATA_PATHS.flatMap(read) : [];
      return { value: type === 'AS' ? `AS${value}` : value, ...(data !== undefined && { data }) };
    }
  }
  return undefined;
}

function aloneValue(value: StixValue): { value: string; data?: string } | undefined {
  const text = textIn(value, 'x_misp_value') ?? textIn(value, 'name');
  const data = textIn(value, 'x_misp_data');
  return text === undefined ? undefined : { value: text, ...(data !== undefined && { data }) };
}

const RULES: ReadonlySet<string> = new Set(['sigma', 'snort', 'suricata', 'yara']);

/** Rules of other languages stand between the brackets of the pattern. */
function readRule(type: string, indicator: StixValue): string | undefined {
  const pattern = textIn(indicator, 'pattern');
  return RULES.has(type) && pattern !== undefined ? pattern.replace(/^\[([^]*)\]$/, '$1') : undefined;
}
