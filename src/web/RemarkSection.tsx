import { List, Text } from '@mantine/core';
import { links } from './links.ts';
import { PageLink } from './ui/ButtonLink.tsx';
import { Section } from './ui/Section.tsx';
import { Tag } from './ui/Tag.tsx';
import type { Tone } from './ui/Tag.tsx';
import { Time } from './ui/Time.tsx';
import { visibleText } from './ui/visible-text.ts';
import { useT } from './i18n/use-t.ts';

type Remark = {
  what: string;
  ref: string;
  author: string;
  createdBy: string | null;
  at: string | null;
  revoked: boolean;
  opinion: string | null;
  held: string | null;
  to: { id: string; name: string | null } | null;
  abstract: string | null;
  text: string | null;
  confidence: { value: number; words: string } | null;
};

type Props = { remarks: readonly Remark[]; cut: boolean };

/** What others said of an object in STIX: apart from what members say under seal of their own. */
export function RemarkSection({ remarks, cut }: Props) {
  const t = useT();
  if (remarks.length === 0 && !cut) return null;
  return (
    <Section title={t('ui.remarkSection.title')} note={t('ui.remarkSection.note')}>
      {cut ? <Text mb="md">{t('ui.remarkSection.cut')}</Text> : null}
      <List aria-label={t('ui.remarkSection.title')} listStyleType="none" spacing="sm">
        {remarks.map((one) => (
          <List.Item key={`${one.ref} ${one.what}`}>
            <RemarkLine one={one} />
          </List.Item>
        ))}
      </List>
    </Section>
  );
}

const tones: Readonly<Record<string, Tone>> = {
  'strongly-disagree': 'bad',
  disagree: 'wait',
  agree: 'good',
  'strongly-agree': 'good',
};

function RemarkLine({ one }: { one: Remark }) {
  const t = useT();
  const { what, opinion, held, to, abstract, confidence } = one;
  return (
    <>
      <Text component="div" td={one.revoked ? 'line-through' : undefined}>
        <Tag tone={tones[opinion ?? ''] ?? 'plain'}>
          {visibleText(opinion === null ? t.term('remark', what) : t.term('opinion', opinion))}
        </Tag>{' '}
        {what === 'confidence' ? t('ui.remarkSection.confidence') : null}
        {held === null ? null : visibleText(held)}
        {to === null ? null : (
          <>
            {' → '}
            <PageLink to={links.threat(to.id)} inText>
              {visibleText(to.name ?? to.id)}
            </PageLink>{' '}
          </>
        )}
        {abstract === null ? null : <strong>{visibleText(abstract)} </strong>}
        {one.text === null ? null : visibleText(one.text)}
      </Text>
      <Text size="sm" c="dimmed" component="div">
        {one.createdBy === null ? t('ui.remarkSection.nobody') : visibleText(one.createdBy)}
        {`, ${t('ui.remarkSection.handedOnBy', { author: one.author })}`}
        {one.at === null ? null : (
          <>
            , <Time at={one.at} />
          </>
        )}
        {confidence === null
          ? null
          : `, ${t('ui.remarkSection.confidenceOf100', { words: t.term('confidence', confidence.words), value: confidence.value })}`}
        {', '}
        <PageLink to={links.record(one.ref)} inText>
          {t('ui.remarkSection.record')}
        </PageLink>{' '}
        {one.revoked ? <Tag tone="wait">{t('ui.remarkSection.revoked')}</Tag> : null}
      </Text>
    </>
  );
}
