// Apart from the other actions: those serve feeds, and beginning a new log does this.
export { forgetFerried } from '../store.ts';
