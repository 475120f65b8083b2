import { relationWord } from '#web/i18n/stix.ts';
import type { Translate } from '#web/i18n/translate.ts';
import { Link } from 'react-router';
import { links } from '#web/links.ts';
import { visibleText } from '#web/ui/visible-text.ts';
import type { GraphLink, Neighbour, Neighbours } from '../graph-model.ts';
import classes from './Neighbours.module.css';
import { useT } from '#web/i18n/use-t.ts';

const maxNodes = 50;
const rowHeight = 24;
const width = 720;
const column = 220;

/** The direct neighbours of this page as a picture: what refers to the object on the left, what it refers to on the right. */
export function NeighbourPicture({ answer: { object, items } }: { answer: Neighbours }) {
  const t = useT();
  const direct = items.filter(({ steps }) => steps === 1).slice(0, maxNodes);
  if (direct.length === 0) return null;
  const isOut = ({ id, links: said }: Neighbour): boolean => said[0]?.to === id;
  const sides = [direct.filter((one) => !isOut(one)), direct.filter(isOut)] as const;
  const height = Math.max(...sides.map((side) => side.length)) * rowHeight + rowHeight;
  const name = t('threats.neighbourPicture.neighboursAsAPicture');
  return (
    <details>
      <summary>{t('threats.neighbourPicture.asAPicture')}</summary>
      {/* oxlint-disable-next-line no-noninteractive-tabindex -- what scrolls must be reachable by keyboard (WCAG §2.1.1) */}
      <div className={classes.picture} role="group" aria-label={name} tabIndex={0}>
        <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
          {sides.map((side, place) =>
            side.map((one, row) => (
              <Branch
                key={one.id}
                neighbour={one}
                isOut={place === 1}
                y={height / 2 + (row - (side.length - 1) / 2) * rowHeight}
                middle={height / 2}
              />
            )),
          )}
          <text className={classes.centre} x={width / 2} y={height / 2 + 4} textAnchor="middle">
            {short(object.name ?? object.id, 18)}
          </text>
        </svg>
      </div>
    </details>
  );
}

type BranchProps = { neighbour: Neighbour; isOut: boolean; y: number; middle: number };

function Branch({ neighbour: { id, name, links: said }, isOut, y, middle }: BranchProps) {
  const t = useT();
  const [from, to] = isOut ? [width / 2 + 66, width - column] : [width / 2 - 66, column];
  return (
    <>
      <line className={classes.line} x1={from} y1={middle} x2={to} y2={y} />
      <Link to={links.threat(id)}>
        <text x={isOut ? to + 6 : to - 6} y={y + 4} textAnchor={isOut ? 'start' : 'end'}>
          <tspan className={classes.said}>
            {short(wordOf(t, said.find(({ held }) => held !== null) ?? said[0]), 22)}{' '}
          </tspan>
          <tspan className={classes.name}>{short(name ?? id, 22)}</tspan>
        </text>
      </Link>
    </>
  );
}

/** Who is behind something is its author's word wherever it stands (SG-26). */
const wordOf = (t: Translate, link: GraphLink | undefined): string => {
  if (link === undefined) return '';
  const word = relationWord(t, link.relation);
  return link.held === null ? word : `${link.author}: ${word}`;
};

function short(text: string, max: number): string {
  const characters = [...visibleText(text)];
  return characters.length <= max ? characters.join('') : `${characters.slice(0, max - 1).join('')}…`;
}
