export { JsonError, type JsonErrorCode } from './json-error.ts';
export type { ElementLimits, JsonLimits } from './limits.ts';
export { parseStrictJson, parseStrictJsonInSteps, scanJson } from './scan.ts';
export { scanElements, scanElementsInSteps, type ElementRange, type ScannedElements } from './elements.ts';
export { memberRange } from './locate.ts';
