export { ferryBlobIn, ferryBlobOut, listDue, listFerried } from './ferry-blobs.ts';
export { ferryIn } from './ferry-in.ts';
export { ferryOut } from './ferry-out.ts';
