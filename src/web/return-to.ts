const key = 'tamga-return';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Who is not signed in, or leaves to do so elsewhere, comes back here. The tab keeps the page's address, and nothing of what stands on it. */
export function keepReturn(address: string, store: Store = sessionStorage): void {
  if (!address.startsWith('/sign-in')) store.setItem(key, address);
}

/** Where the officer was before; a page of this node, or undefined. It is told once. */
export function takeReturn(store: Store = sessionStorage): string | undefined {
  const kept = store.getItem(key);
  store.removeItem(key);
  return kept !== null && /^\/(?![/\\])/.test(kept) ? kept : undefined;
}
