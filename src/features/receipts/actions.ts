export { listReceipts } from './store.ts';
