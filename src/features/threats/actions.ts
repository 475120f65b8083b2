export { findOwnVersions } from './store.ts';
export type { KnownObject } from './store.ts';
export { findPersonal, findVersions, selectRecords } from './select-store.ts';
export { findRemarksOn } from './remark-store.ts';
export { readRemarks } from './read-remarks.ts';
export type { Remarks } from './read-remarks.ts';
