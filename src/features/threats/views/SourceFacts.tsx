import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { ExactText } from '#web/ui/ExactText.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Marking } from '#web/ui/Marking.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { OwnMarkings } from './OwnMarkings.tsx';
import { readSourceFacts } from './source-facts.ts';
import type { SourceFacts as Read } from './source-facts.ts';
import classes from './SourceFacts.module.css';
import { useT } from '#web/i18n/use-t.ts';

type Props = {
  source: string;
  author: string;
  marking: { tlp: string; base: string } | null;
  /** What it refers to, by name. */
  names: ReadonlyMap<string, string>;
};

/** What the object says, to be read before its source. Nothing in it becomes a link that leads out. */
export function SourceFacts({ source, author, marking, names }: Props) {
  const t = useT();
  const facts = readSourceFacts(t, source, author);
  const released = { name: t('threats.sourceFacts.releasedUnder'), value: marking && <Marking marking={marking} /> };
  if (!facts) return <Facts facts={[released]} />;
  return (
    <div className={classes.facts}>
      <Facts
        facts={[
          released,
          {
            name: t('threats.sourceFacts.ownMarkings'),
            value: facts.markings.length === 0 ? null : <OwnMarkings ids={facts.markings} names={names} />,
          },
          ...facts.held.map(({ name, text }) => ({ name, value: visibleText(text) })),
          ...facts.ends.map(({ name, id }) => ({ name, value: <ObjectLink id={id} names={names} /> })),
          { name: t('threats.sourceFacts.labels'), value: tags(facts.labels) },
          { name: t('threats.sourceFacts.aliases'), value: visibleText(facts.aliases.join(', ')) },
          ...facts.words.map(({ name, text }) => ({ name, value: visibleText(text) })),
          ...facts.times.map(({ name, at }) => ({ name, value: <Time at={at} exact /> })),
          { name: t('threats.sourceFacts.phases'), value: phasesOf(facts) },
          {
            name: t('threats.sourceFacts.maker'),
            value: facts.maker === null ? null : <ObjectLink id={facts.maker} names={names} />,
          },
          ...facts.hashes.map(({ algorithm, value }) => ({
            name: visibleText(algorithm),
            value: <Mono>{visibleText(value)}</Mono>,
          })),
          {
            name: t('threats.sourceFacts.description'),
            value:
              facts.description === null ? null : (
                <div className={classes.description}>{visibleText(facts.description)}</div>
              ),
          },
          { name: t('threats.sourceFacts.references'), value: <References facts={facts} /> },
        ].filter(({ name }) => facts.references.length > 0 || name !== t('threats.sourceFacts.references'))}
      />
      {facts.pattern === null ? null : <Pattern pattern={facts.pattern} />}
    </div>
  );
}

const tags = (words: readonly string[]) =>
  words.length === 0 ? null : (
    <span className={classes.tags}>
      {words.map((word) => (
        <Tag key={word}>{visibleText(word)}</Tag>
      ))}
    </span>
  );

const phasesOf = ({ phases }: Read) => tags([...new Set(phases.map(({ chain, phase }) => `${chain}: ${phase}`))]);

function ObjectLink({ id, names }: { id: string; names: Props['names'] }) {
  const name = names.get(id);
  return (
    <PageLink to={links.threat(id)}>{name === undefined ? <Mono>{visibleText(id)}</Mono> : visibleText(name)}</PageLink>
  );
}

function Pattern({ pattern: { text, type } }: { pattern: NonNullable<Read['pattern']> }) {
  const t = useT();
  const name = t('threats.sourceFacts.pattern');
  return (
    <>
      <h3 className={classes.heading}>
        {name} {type === null ? null : <Tag tone="faint">{visibleText(type)}</Tag>}
      </h3>
      <ExactText text={text} label={name} />
    </>
  );
}

/** As text: whoever follows an address of others tells them that somebody here reads about it. */
function References({ facts: { references } }: { facts: Read }) {
  const t = useT();
  return (
    <>
      <ul className={classes.references}>
        {references.map(({ source, id, url, text }) => (
          <li key={[source, id, url, text].join(' ')}>
            {visibleText([source, id].filter(Boolean).join(' '))}
            {text === null ? null : <div className={classes.description}>{visibleText(text)}</div>}
            {url === null ? null : (
              <div>
                <Mono>{visibleText(url)}</Mono>
              </div>
            )}
          </li>
        ))}
      </ul>
      {references.some(({ url }) => url !== null) ? (
        <span className={classes.quiet}>{t('threats.sourceFacts.referencesNote')}</span>
      ) : null}
    </>
  );
}
