import { isTypeName } from './identifiers.ts';
import { inspectPattern } from '../pattern/inspect.ts';
import { parsePattern } from '../pattern/parse-pattern.ts';
import { PatternError } from '../pattern/pattern-error.ts';
import { remarksOn } from '../pattern/remarks.ts';
import { quote, type Json, type Judge } from './judge.ts';
import { isPropertyName } from './others.ts';

/** The pattern of an indicator, when it is one of the STIX patterning language (STIX 2.1 §4.7.1, §9). */
export function judgePattern({ pattern, pattern_type: type }: Json, judge: Judge): void {
  if (type !== 'stix' || typeof pattern !== 'string') return;
  judge.enter('pattern');
  try {
    judgeReadable(pattern, judge);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    judge.error('pattern', error.message, '9');
  }
  judge.leave();
}

function judgeReadable(text: string, judge: Judge): void {
  const pattern = parsePattern(text);
  for (const { code, clause } of remarksOn(pattern, 'must')) judge.error('pattern', code, clause);
  const { objectTypes, comparisons } = inspectPattern(pattern);
  for (const type of objectTypes) {
    if (!isTypeName(type)) judge.error('pattern', `${quote(type)} cannot be the type of an object`, '3.1');
  }
  for (const { path } of comparisons) {
    const [property] = path.steps;
    if (property?.kind === 'key' && !isPropertyName(property.key)) {
      judge.error('pattern', `${quote(property.key)} cannot be the name of a property`, '3.1');
    }
  }
}
