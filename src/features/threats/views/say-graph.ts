import type { Translate } from '#web/i18n/translate.ts';
import { relationWord } from '#web/i18n/stix.ts';
import type { Shown, ShownLine, ShownNode } from './graph-shown.ts';

/** An object by its name, an opinion by its word, any other by its id. */
export const nameOf = (
  t: Pick<Translate, 'term'>,
  { name, id, type }: Pick<ShownNode, 'name' | 'id' | 'type'>,
): string => (name !== null && type === 'opinion' ? t.term('opinion', name) : (name ?? id));

/** `Grey Lamp uses → Lantern`; who is behind something is its author's word wherever it stands (SG-26). */
export function sayLine(
  t: Translate,
  { nodes }: Pick<Shown, 'nodes'>,
  { from, to, relation, author, held }: ShownLine,
): string {
  const [a, b] = [nodes[from], nodes[to]];
  const said = relationWord(t, relation);
  const word = held === null ? said : `${author}: ${said}`;
  return `${a ? nameOf(t, a) : ''} ${word} → ${b ? nameOf(t, b) : ''}`;
}
