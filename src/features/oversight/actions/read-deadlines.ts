export { readDeadlines } from '../leaf-store.ts';
