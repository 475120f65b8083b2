import type { Place } from '#features/exports/model.ts';
import type { Act } from './model.ts';

type Rule = { method: string; path: RegExp; act: Act };

/** What of the API shows content or takes it out. What makes a record is not here: the record says it. */
const rules: readonly Rule[] = [
  { method: 'GET', path: /^\/api\/records\/([^/]+\/[^/]+)$/, act: 'read' },
  { method: 'GET', path: /^\/api\/incidents\/([^/]+\/[^/]+)$/, act: 'read' },
  { method: 'GET', path: /^\/api\/threats\/([^/]+)$/, act: 'read' },
  { method: 'GET', path: /^\/api\/records\/([^/]+\/[^/]+)\/(?:proof|proof-file|blobs\/[^/]+)$/, act: 'export' },
  { method: 'GET', path: /^\/api\/(records|threats|tasks|imports)$/, act: 'list' },
  { method: 'GET', path: /^\/api\/(imports\/[^/]+)$/, act: 'read' },
  { method: 'POST', path: /^\/api\/ferry\/out$/, act: 'ferry-out' },
  { method: 'POST', path: /^\/api\/ferry\/in$/, act: 'ferry-in' },
  { method: 'GET', path: /^\/api\/ferry\/blobs\/[^/]+\/([^/]+)$/, act: 'ferry-out' },
  { method: 'POST', path: /^\/api\/ferry\/blobs\/[^/]+\/([^/]+)$/, act: 'ferry-in' },
  { method: 'POST', path: /^\/api\/keys\/([^/]+\/[^/]+)\/destroy$/, act: 'destroy-key' },
];

/** The act that a request of an officer's is, and of what; undefined where there is nothing to account for. */
export function actOf(method: string, url: string): { act: Act; subject: string } | undefined {
  const { pathname, searchParams } = new URL(url);
  for (const rule of rules) {
    const found = rule.method === method ? rule.path.exec(pathname) : null;
    if (!found) continue;
    // What was searched for is content: that there was a search is enough.
    const act = rule.act === 'list' && searchParams.has('q') ? 'search' : rule.act;
    return { act, subject: decode(found[1] ?? '') };
  }
  return undefined;
}

/**
 * Where an act takes content to, beyond the node's own pages: a browser shows what it is given there, and a program keeps it
 * or not, which nobody here can tell.
 */
export function placeOf(act: Act, url: string, byProgram: boolean): Place | undefined {
  if (act === 'export' && new URL(url).pathname.endsWith('/proof-file')) return 'proof-file';
  if (act === 'export' && new URL(url).pathname.includes('/blobs/')) return byProgram ? 'program' : 'blob-file';
  return byProgram && (act === 'read' || act === 'export') ? 'program' : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
