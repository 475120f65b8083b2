import { Hono } from 'hono';
import type { OfficerDeps } from '#features/officers/actions.ts';
import { fromBase64url } from '#platform/bytes.ts';
import { TamgaError } from '#platform/errors.ts';
import { openShowing } from './actions/show-blob.ts';
import type { ShowDeps, Shown } from './actions/show-blob.ts';
import type { Deps } from './model.ts';
import { aroundMedia, framePolicy, toDocument } from './showing-rules.ts';

/**
 * The other origin: what others made is shown here and nowhere else, each time at an address that opens once. It reads no cookie and
 * sets none, and has no other route; so whatever a document does here, there is nothing of an officer's to reach.
 */
export function createContentDoor(deps: ShowDeps & Pick<OfficerDeps, 'officers'> & Pick<Deps, 'logger'>): Hono {
  const door = new Hono();
  const host = deps.contentOrigin === undefined ? undefined : new URL(deps.contentOrigin).hostname;
  door.use(async (c, next) => {
    for (const [name, value] of Object.entries(common)) c.header(name, value);
    if (new URL(c.req.url).hostname !== host) throw new TamgaError('forbidden', 'this node does not answer there');
    await next();
  });
  door.get('/showings/:token', async (c) => {
    const shown = await openShowing(deps, tokenOf(c.req.param('token')));
    c.header('content-security-policy', framePolicy(shown.page));
    return c.body(await toStream(shown), 200, { 'content-type': 'text/html; charset=utf-8' });
  });
  door.notFound((c) => c.text('Nothing is shown here.', 404));
  door.onError((error, c) => {
    for (const [name, value] of Object.entries(common)) c.header(name, value);
    if (!(error instanceof TamgaError))
      deps.logger.error('bug', { path: '/showings', error: String(error).slice(0, 300) });
    const isForbidden = error instanceof TamgaError && error.code === 'forbidden';
    return c.text('This showing is over: ask for it again on the page of the record.', isForbidden ? 403 : 404);
  });
  return door;
}

/** Of every answer, also of those that show nothing. */
const common: Readonly<Record<string, string>> = {
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-dns-prefetch-control': 'off',
  'permissions-policy': 'autoplay=(), camera=(), microphone=(), geolocation=(), fullscreen=(), payment=(), usb=()',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
};

function tokenOf(text: string): Uint8Array {
  try {
    return fromBase64url(text, 'address', 32);
  } catch (cause) {
    throw new TamgaError('not-found', 'no such showing', { cause });
  }
}

async function toStream({ stream, as, type, sound }: Shown): Promise<ReadableStream<Uint8Array>> {
  if (as === 'text' || as === 'page') {
    const text = new TextDecoder('utf-8').decode(await new Response(stream).arrayBuffer());
    return new Blob([toDocument(as, text)]).stream();
  }
  const [before, after] = aroundMedia(as, type, !sound);
  return stream.pipeThrough(toBase64(before, after));
}

/** The bytes as base64, with a text before and one after them. */
function toBase64(before: string, after: string): TransformStream<Uint8Array, Uint8Array> {
  let rest = Buffer.alloc(0);
  return new TransformStream<Uint8Array, Uint8Array>({
    start: (controller) => controller.enqueue(Buffer.from(before)),
    transform(chunk, controller) {
      const bytes = Buffer.concat([rest, chunk]);
      const whole = bytes.length - (bytes.length % 3);
      rest = bytes.subarray(whole);
      if (whole > 0) controller.enqueue(Buffer.from(bytes.subarray(0, whole).toString('base64')));
    },
    flush: (controller) => controller.enqueue(Buffer.from(rest.toString('base64') + after)),
  });
}
