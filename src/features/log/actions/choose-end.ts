import { equalBytes, toBase64url } from '#platform/bytes.ts';
import { TamgaError } from '#platform/errors.ts';
import type { Head, Overtaken } from '../store.ts';

export type ChosenEnd = {
  /** The checkpoints that the end is named by. */
  notes: string[];
  /** Whose head is taken: a peer's code, the file `checkpoint` in the folder, or this node's own. */
  from: { peer: string } | 'folder' | 'own';
  /** For whoever has to seal it: whose head, its size and root, and what this node itself signed. */
  words: string;
};

const say = ({ size, root }: Pick<Head, 'size' | 'root'>): string => `size ${size}, root ${toBase64url(root)}`;

/**
 * By which head a log is ended: the largest that anybody is known to hold (design 6). Where another log was signed under the same key, one of the two
 * is given up by that, so it has to be said that this is meant. Errors: conflict with own-log-forked.
 */
export function chooseEnd(found: Overtaken, own: Head | undefined, mayBeForked: boolean): ChosenEnd {
  const isOwn = own !== undefined && own.size > found.size;
  // Of two heads of one size only one can be named: the one that others hold.
  const isSame = own?.size === found.size && equalBytes(own.root, found.root);
  const taken = isOwn ? own : found;
  const shown = found.shownBy === null ? 'the file checkpoint in this folder' : found.shownBy;
  const ours = own ? `this node itself signed ${say(own)}` : 'this node itself has signed nothing of this log';
  const theirs = `${shown} holds ${say(found)}`;
  const heads = isOwn
    ? `taken is this node's own head, ${say(own)}; ${theirs}`
    : `taken is the head that ${shown} holds, ${say(found)}; ${ours}`;
  const isForked = found.code === 'own-log-forked';
  if (isForked && !mayBeForked)
    throw new TamgaError(
      'conflict',
      `two logs were signed under this node's key, and a succession gives one of them up: ${heads}. They contradict each other. Find and stop the other node ` +
        'first; then give --although-forked, if that head is to be the end',
      { detail: { code: found.code } },
    );
  const from = isOwn ? 'own' : found.shownBy === null ? 'folder' : { peer: found.shownBy };
  const notes = isSame ? [found.note, own.note] : [taken.note];
  return { notes, from, words: isForked ? `${heads}. THEY ARE OF TWO LOGS that contradict each other` : heads };
}
