import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { readSourceFacts } from './source-facts.ts';
import classes from './SourceFacts.module.css';
import { useT } from '#web/i18n/use-t.ts';

/** What the object says, to be read before its source. Nothing in a description becomes a link. */
export function SourceFacts({ source, author }: { source: string; author: string }) {
  const t = useT();
  const facts = readSourceFacts(t, source, author);
  if (!facts) return null;
  return (
    <div className={classes.facts}>
      <Facts
        facts={[
          ...facts.held.map(({ name, text }) => ({ name, value: visibleText(text) })),
          ...facts.ends.map(({ name, id }) => ({
            name,
            value: (
              <PageLink to={links.threat(id)}>
                <Mono>{visibleText(id)}</Mono>
              </PageLink>
            ),
          })),
          { name: t('threats.sourceFacts.aliases'), value: visibleText(facts.aliases.join(', ')) },
          {
            name: t('threats.sourceFacts.description'),
            value:
              facts.description === null ? null : (
                <div className={classes.description}>{visibleText(facts.description)}</div>
              ),
          },
        ]}
      />
    </div>
  );
}
