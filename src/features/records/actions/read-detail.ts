export type { ReadDeps } from '../read.ts';
export { toSummaries } from '../summaries.ts';
export { listByRefs } from '../read-store.ts';
export { recordSummarySchema } from '../view.ts';
export type { RecordSummary } from '../view.ts';
