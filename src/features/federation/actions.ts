export { assignFeedPositions } from './feed-store.ts';
export { askPeer, exchangeWithPeer } from './client.ts';
export type { Network } from './client.ts';
export { pullAll, pullPage } from './pull.ts';
export { endRetention } from './retention.ts';
export { listAlarms, readPeers, readVerifiedHead, stopPeer } from './store.ts';
export { noteSighting } from './gossip.ts';
export { shareHeads } from './share-heads.ts';
export { proveHeads } from './prove-heads.ts';
