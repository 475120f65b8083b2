/** This node's code as its demo address tells it (`xa.localhost`), before anybody is signed in; otherwise a placeholder. */
export function ownCode(host: string = location.hostname): string {
  return /^([a-z][a-z0-9-]*)\.localhost$/.exec(host)?.[1] ?? '<code>';
}
