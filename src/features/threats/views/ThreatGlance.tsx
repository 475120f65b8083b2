import { Section } from '#web/ui/Section.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { exactTime } from '#web/ui/times.ts';
import { visibleText } from '#web/ui/visible-text.ts';
import type { ThreatHistory } from './api.ts';
import { SourceFacts } from './SourceFacts.tsx';
import classes from './SourceFacts.module.css';
import { useT } from '#web/i18n/use-t.ts';
import { Say } from '#web/i18n/Say.tsx';

type Props = { threat: ThreatHistory; names: ReadonlyMap<string, string> };

/** What there is to know of an object at first sight, by the newest version of whose word stands first here. */
export function ThreatGlance({ threat: { id, versions }, names }: Props) {
  const t = useT();
  const version = versions.find(({ destroyed }) => !destroyed);
  if (!version) return null;
  const others = new Set(versions.filter(({ author }) => author !== version.author).map(({ author }) => author));
  const modified =
    version.modified === null
      ? t('threats.threatVersions.versionWithoutATime')
      : t('threats.threatVersions.versionOf', { modified: exactTime(version.modified, t.locale) });
  return (
    <Section
      title={t('threats.glance.title')}
      note={
        <>
          <Tag>{visibleText(id.split('--', 1)[0] ?? '')}</Tag>{' '}
          <Say id="threats.glance.saidBy" values={{ author: <Mono>{version.author}</Mono>, modified }} />
          {others.size === 0 ? null : (
            <span className={classes.quiet}> {t('threats.glance.others', { authors: [...others].join(', ') })}</span>
          )}
        </>
      }
    >
      <SourceFacts {...version} names={names} />
    </Section>
  );
}
