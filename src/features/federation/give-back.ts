import { currentLog } from '#features/alliance/model.ts';
import { decryptBody } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { fromBase64url, toBase64url } from '#platform/bytes.ts';
import { dayOf } from '#platform/clock.ts';
import { TamgaError } from '#platform/errors.ts';
import { findPlace, readHeldOfAuthor } from './give-back-store.ts';
import type { HeldRow } from './give-back-store.ts';
import { maxBackLines, maxPageBytes } from './model.ts';

/**
 * A page of what the asker itself released to this node in its logs before `log`, which its root key has ended, for a node that lost it: nobody
 * else can name an author. Destroyed and unread content is left out, the envelope stays. NDJSON; the last line says whether
 * there is more. Errors: not-found, whoever asks for what he did not write, or without having begun a new log.
 */
export async function giveBack(
  deps: Pick<Deps, 'db' | 'self' | 'now'>,
  author: string,
  { log, after }: { log: number; after: string | undefined },
): Promise<string> {
  const place = after === undefined ? 0 : await findPlace(deps.db, author, fromBase64url(after, 'after', 32));
  // Who has not heard of the asker's newest succession must not say that this is all.
  const hasEnded = log > 1 && log <= currentLog(deps.self.alliance, author);
  if (!hasEnded || place === undefined) throw new TamgaError('not-found', 'nothing is given back');
  const from = { after: place, log, today: dayOf(deps.now()) };
  const rows = await readHeldOfAuthor(deps.db, author, from, maxBackLines + 1, maxPageBytes);
  const lines: string[] = [];
  let bytes = 0;
  for (const row of rows.slice(0, maxBackLines)) {
    const line = toLine(row, deps);
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > maxPageBytes && lines.length > 0) break;
    lines.push(line);
  }
  const last = rows[lines.length - 1]?.id ?? place;
  const rest = await readHeldOfAuthor(deps.db, author, { ...from, after: last }, 1, maxPageBytes);
  return `${[...lines, JSON.stringify({ more: rest.length > 0 })].join('\n')}\n`;
}

function toLine(row: HeldRow, { self }: Pick<Deps, 'self'>): string {
  const { jws, log, index, checkpoint } = row;
  const line = { jws, log, index, proof: toBase64url(row.proof), checkpoint };
  const opened = decryptBody(row, self);
  if (!opened.ok) return JSON.stringify(line);
  return JSON.stringify({ ...line, body: opened.body.toString('utf8'), bodyKey: toBase64url(opened.bodyKey) });
}
