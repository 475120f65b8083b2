export { initAlliance, readTemplate } from './init.ts';
export type { NewParticipant } from './init.ts';
export { files as homeFiles, readSelf } from './home.ts';
export { askFor, directoriesFor, profilesFor } from './offer-rules.ts';
