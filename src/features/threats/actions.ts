export { findOwnVersions } from './store.ts';
export type { KnownObject } from './store.ts';
export { findVersions, selectRecords } from './select-store.ts';
