import type { Showing } from './showing-model.ts';

/**
 * The frame's own policy: the document has an origin of nobody's, runs no script, sends no form, opens nothing, fetches nothing; it
 * shows what it brings along (CSP 3 §6.2, HTML §7.1.5). Only the page that asked may hold it.
 */
export const framePolicy = (page: string): string =>
  [
    'sandbox',
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    'img-src data:',
    'media-src data:',
    "form-action 'none'",
    "base-uri 'none'",
    `frame-ancestors ${page}`,
  ].join('; ');

/**
 * Elements by which a document without scripts still reaches out, and which no policy holds in time: hints of a link (`preconnect`,
 * `dns-prefetch`), what a meta says in the place of a header, a base; and what leads away, for a browser connects to where a link or a form
 * goes before it asks whether it may. They get names that mean nothing. Bytes were read as UTF-8 before, so no other encoding hides them.
 */
const reaching = 'link|meta|base|a|area|form|iframe|frame|frameset|object|embed|portal|fencedframe|math';
const tag = new RegExp(`<(?=/?(?:${reaching})(?:[\\s/>]|$))(/?)`, 'gi');

export const withoutReach = (html: string): string => html.replaceAll(tag, '<$1x-');

const style =
  'html{color-scheme:light dark}body{margin:0;font:14px/1.5 system-ui,sans-serif}img,video{display:block;max-width:100%;margin:auto}' +
  'audio{width:100%}pre{margin:0;padding:12px;white-space:pre-wrap;overflow-wrap:anywhere}';

const opening = `<!doctype html><html lang="und"><head><title>Foreign content</title><style>${style}</style></head><body>`;
const closing = '</body></html>';

/** What stands around the bytes of a picture, film or sound, as base64 between the two. Nothing begins to play by itself. */
export function aroundMedia(as: 'picture' | 'film' | 'sound', type: string, isMuted: boolean): [string, string] {
  const source = `src="data:${type};base64,`;
  const muted = isMuted ? ' muted' : '';
  if (as === 'picture') return [`${opening}<img alt="" ${source}`, `">${closing}`];
  const element = as === 'film' ? 'video' : 'audio';
  return [`${opening}<${element} controls${muted} preload="metadata" ${source}`, `"></${element}>${closing}`];
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;' };

/** A text or a page as the frame gets it. */
export function toDocument(as: Extract<Showing, 'text' | 'page'>, text: string): string {
  if (as === 'page') return withoutReach(text);
  return `${opening}<pre dir="auto">${text.replaceAll(/[&<]/g, (one) => escapes[one] ?? one)}</pre>${closing}`;
}
