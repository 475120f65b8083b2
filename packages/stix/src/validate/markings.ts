import { isJsonObject, quote, type Json, type Judge } from './judge.ts';

const CLAUSE = '7.2.3';
const COMPONENT = /^(?:[A-Za-z0-9_-]{1,250}|\[(0|[1-9]\d{0,8})\])$/;

/** Granular markings must select what is there, and a marking must not mark itself (STIX 2.1 §3.2, §7.2.3). */
export function checkMarkings(object: Json, judge: Judge): void {
  const { granular_markings: granular, object_marking_refs: refs, id } = object;
  if (Array.isArray(refs) && refs.includes(id)) {
    judge.error('marking', 'a marking definition must not be marked with itself', '3.2');
  }
  if (!Array.isArray(granular)) return;
  judge.enter('granular_markings');
  for (const [index, marking] of granular.entries()) {
    if (!isJsonObject(marking)) continue;
    judge.enter(index);
    if (marking.marking_ref !== undefined && marking.marking_ref === id) {
      judge.error('marking', 'a marking definition must not be marked with itself', '3.2');
    }
    if (Array.isArray(marking.selectors)) checkSelectors(marking.selectors, object, judge);
    judge.leave();
  }
  judge.leave();
}

function checkSelectors(selectors: readonly unknown[], object: Json, judge: Judge): void {
  judge.enter('selectors');
  for (const [index, selector] of selectors.entries()) {
    if (typeof selector !== 'string') continue;
    const fault = faultOfSelector(selector, object);
    if (fault === undefined) continue;
    judge.enter(index);
    judge.error('selector', fault, CLAUSE);
    judge.leave();
  }
  judge.leave();
}

/** Why a selector selects nothing, or undefined when it selects something. */
function faultOfSelector(selector: string, object: Json): string | undefined {
  let at: unknown = object;
  let isFirst = true;
  for (const component of selector.split('.')) {
    const match = COMPONENT.exec(component);
    if (match === null || (isFirst && match[1] !== undefined)) return `${quote(selector)} is no selector`;
    isFirst = false;
    if (match[1] !== undefined) at = Array.isArray(at) ? at[Number(match[1])] : undefined;
    else at = isJsonObject(at) && Object.hasOwn(at, component) ? at[component] : undefined;
    if (at === undefined) return `${quote(selector)} selects nothing: there is no ${quote(component)}`;
  }
  return undefined;
}
