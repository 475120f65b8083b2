import type { Json, Judge } from './judge.ts';

/** What is wrong with a STIX pattern, or undefined when nothing is. The patterning language of §9 is judged elsewhere. */
const faultOfPattern = (_pattern: string, _version: string): string | undefined => undefined;

/** The pattern of an indicator, when it is one of the STIX patterning language (STIX 2.1 §4.7.1, §9). */
export function judgePattern(indicator: Json, judge: Judge): void {
  const { pattern, pattern_type: type, pattern_version: version } = indicator;
  if (type !== 'stix' || typeof pattern !== 'string') return;
  const fault = faultOfPattern(pattern, typeof version === 'string' ? version : '2.1');
  if (fault === undefined) return;
  judge.enter('pattern');
  judge.error('pattern', fault, '9');
  judge.leave();
}
