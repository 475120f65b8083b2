import { relationWord } from '#web/i18n/stix.ts';
import type { Neighbour } from '../graph-model.ts';
import type { Translate } from '#web/i18n/translate.ts';

/** Neighbours that stand in one relation: `uses →` leads to them, `← uses` comes from them. */
export type NeighbourGroup = { title: string; items: Neighbour[] };

/** In the order in which they come; a neighbour that stands in several relations is in the group of the first. */
export function groupNeighbours(t: Translate, items: readonly Neighbour[]): NeighbourGroup[] {
  const groups = Map.groupBy(items, (one) => titleOf(t, one));
  return [...groups].map(([title, members]) => ({ title, items: members }));
}

function titleOf(t: Translate, { links, steps, id }: Neighbour): string {
  const [link] = links;
  const said = !link
    ? t('threats.neighbourGroups.referredTo')
    : link.to === id
      ? `${relationWord(t, link.relation)} →`
      : `← ${relationWord(t, link.relation)}`;
  return steps === 2 ? t('threats.neighbourGroups.twoStepsAway', { said }) : said;
}

/** The sentences of what attributes among what is said, each once (SG-26). */
export const heldOf = ({ links }: Pick<Neighbour, 'links'>): string[] => [
  ...new Set(links.flatMap(({ held }) => held ?? [])),
];

/** What else is said between the two, beside the relation of the group. */
export const moreSaid = (t: Translate, { links, id }: Neighbour): string[] =>
  links.slice(1).map(({ relation, to, author }) => {
    const word = relationWord(t, relation);
    return `${to === id ? `${word} →` : `← ${word}`} (${author})`;
  });
