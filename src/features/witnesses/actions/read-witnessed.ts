// Apart from the other actions: reading a peer's feed asks for this, and those read feeds.
export { readWitnessed } from '../store.ts';
