/** To what opened it; where that is gone, as a button is after what it did, to the page's heading. */
export function returnFocus(opener: Element | null): void {
  const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body;
  const to = isThere ? opener : document.querySelector<HTMLElement>('main h1');
  to?.focus({ preventScroll: true });
}
