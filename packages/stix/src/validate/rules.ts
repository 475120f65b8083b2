import { isLater } from './checks.ts';
import type { Json, Judge } from './judge.ts';
import type { Rule } from './kinds.ts';

export type RuleCheck = (value: Json, judge: Judge) => void;

const has = (value: Json, name: string): boolean => value[name] !== undefined;

/** The check of one rule between several properties. */
export function ruleCheck(rule: Rule): RuleCheck {
  switch (rule.rule) {
    case 'order':
      return orderCheck(rule);
    case 'any-of':
      return (value, judge) => {
        for (const name of rule.names) if (has(value, name)) return;
        judge.error('combination', `one of ${rule.names.join(', ')} must be present`);
      };
    case 'one-of':
      return (value, judge) => {
        const present = rule.names.filter((name) => has(value, name)).length;
        if (present !== 1) judge.error('combination', `exactly one of ${rule.names.join(', ')} must be present`);
      };
    case 'needs':
      return (value, judge) => {
        if (!applies(rule, value)) return;
        for (const name of rule.needs) {
          if (!has(value, name)) judge.error('combination', `${situation(rule)} needs ${name}`);
        }
      };
    case 'excludes':
      return (value, judge) => {
        if (!applies(rule, value)) return;
        for (const name of rule.excludes) {
          if (has(value, name)) judge.error('combination', `${situation(rule)} must not stand beside ${name}`);
        }
      };
    case 'should-have':
      return (value, judge) => {
        const absent = rule.names.filter((name) => !has(value, name));
        if (absent.length > 0) judge.warn(rule.code, `${absent.join(' and ')} should be present`);
      };
    case 'deprecated':
      return (value, judge) => {
        if (has(value, rule.name)) judge.warn('deprecated-properties', `${rule.name} is deprecated`);
      };
    case 'checked':
      return rule.check;
  }
}

function orderCheck({ later, earlier, strict }: Extract<Rule, { rule: 'order' }>): RuleCheck {
  return (value, judge) => {
    if (value[later] === undefined || value[earlier] === undefined) return;
    if (isLater(value[later], value[earlier], strict) !== false) return;
    judge.enter(later);
    judge.error('order', `${later} must be ${strict ? 'later than' : 'no earlier than'} ${earlier}`);
    judge.leave();
  };
}

type Conditional = { readonly name: string; readonly is?: unknown };
const applies = ({ name, is }: Conditional, value: Json): boolean =>
  is === undefined ? has(value, name) : value[name] === is;
const situation = ({ name, is }: Conditional): string => (is === undefined ? name : `${name} = ${JSON.stringify(is)}`);
