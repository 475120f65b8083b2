/** What a page did, for whoever follows along: the page does not know who. */
export type Noticed = { what: 'flipped'; step: string } | { what: 'recounted'; kind: string; count: number };

const name = 'tamga-noticed';

export const notice = (noticed: Noticed): void =>
  void globalThis.dispatchEvent(new CustomEvent(name, { detail: noticed }));

/** Calls `hear` for each until the function that it gives is called. */
export function hearNotices(hear: (noticed: Noticed) => void): () => void {
  const listen = (event: Event): void => hear((event as CustomEvent<Noticed>).detail);
  globalThis.addEventListener(name, listen);
  return () => globalThis.removeEventListener(name, listen);
}
