export { initAlliance, readTemplate } from './init.ts';
export type { NewParticipant } from './init.ts';
export { files as homeFiles, readDocuments, readSelf } from './home.ts';
export { holdVersion, learnDocuments, refreshSelf } from './learn.ts';
export type { RefusedDocument } from './model.ts';
export { askFor, directoriesFor, profilesFor, successionsFor } from './offer-rules.ts';
export { writeHistory } from './adopt.ts';
export { previewAlliance } from './preview.ts';
