export { findOwnVersions } from './store.ts';
export type { KnownObject } from './store.ts';
