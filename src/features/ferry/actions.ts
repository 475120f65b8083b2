export { ferryIn } from './ferry-in.ts';
export { ferryOut } from './ferry-out.ts';
