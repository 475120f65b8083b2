import type { Shown, ShownLine, ShownNode } from './graph-shown.ts';

export const nameOf = ({ name, id }: Pick<ShownNode, 'name' | 'id'>): string => name ?? id;

/** `Grey Lamp uses → Lantern`; who is behind something is its author's word wherever it stands (SG-26). */
export function sayLine({ nodes }: Pick<Shown, 'nodes'>, { from, to, relation, author, held }: ShownLine): string {
  const [a, b] = [nodes[from], nodes[to]];
  const word = held === null ? relation : `${author}: ${relation}`;
  return `${a ? nameOf(a) : ''} ${word} → ${b ? nameOf(b) : ''}`;
}
