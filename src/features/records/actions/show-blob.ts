import { viewerOf } from '#features/officers/actions.ts';
import { findCover } from '#features/guards/actions/find-cover.ts';
import { findOfficer } from '#features/officers/actions/find-officer.ts';
import type { OfficerDeps } from '#features/officers/actions.ts';
import type { Session } from '#features/officers/model.ts';
import { sha256, toBase64url } from '#platform/bytes.ts';
import { TamgaError } from '#platform/errors.ts';
import { openBlob } from '../open-blob.ts';
import type { Deps } from '../model.ts';
import { showingLifeMs, showingOf } from '../showing-model.ts';
import type { Showing } from '../showing-model.ts';
import { mayMove, toStill } from '../still-rules.ts';
import { countShowings, insertShowing, takeShowing } from '../showing-store.ts';

export type ShowDeps = Pick<Deps, 'db' | 'self' | 'blobFolder' | 'now' | 'randomBytes'> & {
  /** Where others' content is shown: another origin than the pages'. Absent: it is only saved. */
  contentOrigin?: string;
};

type Asked = { ref: string; sha256: string; sound: boolean; moving: boolean; page: string };

/** What one officer may have asked for and not opened. */
const maxWaiting = 100;

/**
 * Makes an address at which a blob is shown once, within a minute, to whoever has the address. `page`: the origin that may hold it in a
 * frame. Errors: those of `openBlob`; not-shown, config, too-many.
 */
export async function askShowing(
  deps: ShowDeps,
  session: Session,
  asked: Asked,
): Promise<{ address: string; until: Date; as: Showing; moves: boolean }> {
  if (deps.contentOrigin === undefined)
    throw new TamgaError('config', 'this node has no address of its own for content of others: it is only saved');
  const { stream, type, size } = await openBlob(deps, asked.ref, asked.sha256, viewerOf(session));
  const as = showingOf({ type, size });
  const moves = as !== null && mayMove(type) && isMoving(type, await bytesOf(stream));
  if (!stream.locked) await stream.cancel();
  if (as === null)
    throw new TamgaError('refused', `${type} of ${size} bytes is not shown, but saved`, {
      detail: { code: 'not-shown' },
    });
  const now = deps.now();
  if ((await countShowings(deps.db, session.officer.id, now)) >= maxWaiting)
    throw new TamgaError('too-many', `${maxWaiting} showings wait to be opened`, {
      detail: { code: 'busy', retryAfterS: showingLifeMs / 1000 },
    });
  const token = deps.randomBytes(32);
  const until = new Date(now.getTime() + showingLifeMs);
  const { ref, sha256: of, page, sound, moving } = asked;
  const row = {
    ref,
    sha256: of,
    page,
    sound: sound || moving,
    officer: session.officer.id,
    token: sha256(token),
    expiresAt: until,
    now,
  };
  await insertShowing(deps.db, row);
  return { address: `${deps.contentOrigin}/showings/${toBase64url(token)}`, until, as, moves };
}

const bytesOf = async (stream: ReadableStream<Uint8Array>): Promise<Buffer> =>
  Buffer.from(await new Response(stream).arrayBuffer());

const isMoving = (type: string, bytes: Buffer): boolean => toStill(type, bytes) !== bytes;

const still = (stream: ReadableStream<Uint8Array>, type: string): ReadableStream<Uint8Array> =>
  new ReadableStream({
    async start(controller) {
      controller.enqueue(toStill(type, await bytesOf(stream)));
      controller.close();
    },
  });

export type Shown = { stream: ReadableStream<Uint8Array>; type: string; as: Showing; page: string; sound: boolean };

/** Opens a showing, once. Who asked may have been dismissed meanwhile, the content recalled. Errors: not-found; those of `openBlob`. */
export async function openShowing(deps: ShowDeps & Pick<OfficerDeps, 'officers'>, token: Uint8Array): Promise<Shown> {
  const row = await takeShowing(deps.db, sha256(token), deps.now());
  if (!row) throw new TamgaError('not-found', 'this showing is over: ask for it again on the page of the record');
  const officer = await findOfficer(deps, row.officer);
  const viewer = viewerOf({ officer, demo: false, cover: await findCover(deps, officer) });
  const { stream, type, size } = await openBlob(deps, row.ref, row.sha256, viewer);
  const as = showingOf({ type, size });
  if (as === null) throw new TamgaError('not-found', 'nothing to show');
  const shown = mayMove(type) && !row.sound ? still(stream, type) : stream;
  return { stream: shown, type, as, page: row.page, sound: row.sound };
}
