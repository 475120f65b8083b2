import { createHmac, randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { ZodError } from 'zod';
import { sha256 } from '#platform/bytes.ts';
import type { Now } from '#platform/clock.ts';
import { transaction, withLastStep } from '#platform/db/db.ts';
import type { Db } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import type { Once, SessionEnv } from './model.ts';
import * as store from './once-store.ts';

export const onceLifeMs = 24 * 3600_000;
export const maxOnce = 10_000;

/**
 * Idempotency keys (draft-ietf-httpapi-idempotency-key-header-07). The row of a key is marked by the very transaction that makes something:
 * whatever happens then, the same request makes nothing more. Where the answer was lost, that is what is said. A request that
 * was refused made nothing, and its key is free again. Errors: key-malformed, key-reused, key-busy, key-unanswered, key-limit.
 */
export function allowOnce({ db, now }: { db: Db; now: Now }): MiddlewareHandler<SessionEnv> {
  const process = randomUUID(); // what another run of the node left behind nobody works on
  const once: Once = async (c, keeping, run) => {
    const given = c.req.header('idempotency-key');
    if (given === undefined) return run(undefined);
    const key = keyOf(given);
    const at = { officer: c.get('session').officer.id, key: sha256(key) };
    const kept = await claim({ db, now, process }, at, await fingerprint(c, key));
    if (kept !== undefined) return keeping.again(kept);
    try {
      const answer = await run(withLastStep(db, (tx) => store.setOnceMade(tx, at, now())));
      await store.setOnceAnswer(db, at, keeping.keep(answer));
      return answer;
    } catch (error) {
      if (error instanceof TamgaError || error instanceof ZodError) await store.deleteOnce(db, at);
      else await store.setOnceProcess(db, at, null).catch(() => {});
      throw error;
    }
  };
  return async (c, next) => {
    c.set('once', once);
    await next();
  };
}

type OnceDeps = { db: Db; now: Now; process: string };

/** Undefined where the request is now to be done; else the answer that was given. */
function claim({ db, now, process }: OnceDeps, at: store.OnceKey, request: Buffer): Promise<string | undefined> {
  return transaction(db, async (tx) => {
    await store.forgetOnce(tx, new Date(now().getTime() - onceLifeMs));
    if (await store.insertOnce(tx, at, request, process, now())) {
      if ((await store.countOnce(tx, at.officer)) > maxOnce)
        throw refusal('conflict', 'key-limit', `${at.officer} has used ${maxOnce} keys within a day`);
      return undefined;
    }
    const row = await store.lockOnce(tx, at);
    if (!row) throw refusal('conflict', 'key-busy', 'the request with this key just ended: ask again');
    if (!row.request.equals(request)) throw refusal('refused', 'key-reused', 'this key was used for another request');
    if (row.answer !== null) return row.answer;
    if (row.process === process) throw refusal('conflict', 'key-busy', 'the request with this key is being worked on');
    if (row.madeAt)
      throw refusal('conflict', 'key-unanswered', 'the request with this key was done, and its answer was lost');
    await store.setOnceProcess(tx, at, process);
    return undefined;
  });
}

/** The key as a string of a structured field (RFC 8941 §3.3.3), or without its quotes. */
function keyOf(given: string): string {
  const [, key] = /^"?([A-Za-z0-9_-]{16,100})"?$/.exec(given) ?? [];
  if (key === undefined)
    throw refusal('malformed', 'key-malformed', 'idempotency-key: not 16 to 100 letters, digits, - and _');
  return key;
}

/** What tells one request from another, under a key that is not stored: nobody finds the request by trying. */
async function fingerprint(c: Context, key: string): Promise<Buffer> {
  const { pathname, search } = new URL(c.req.url);
  const hmac = createHmac('sha256', key).update(`${c.req.method}\n${pathname}${search}\n`);
  return hmac.update(new Uint8Array(await c.req.arrayBuffer())).digest();
}

const refusal = (code: 'conflict' | 'refused' | 'malformed', special: string, why: string): TamgaError =>
  new TamgaError(code, why, { detail: { code: special } });
