import { List, Text } from '@mantine/core';
import { links } from './links.ts';
import { PageLink } from './ui/ButtonLink.tsx';
import { Section } from './ui/Section.tsx';
import { Tag } from './ui/Tag.tsx';
import type { Tone } from './ui/Tag.tsx';
import { Time } from './ui/Time.tsx';
import { visibleText } from './ui/visible-text.ts';

const text = {
  title: 'Said in imported objects',
  note: 'What came in STIX, by whoever made it. No member sealed it as his own judgement, and nobody here has graded it.',
  cut: 'There is more than is shown here: the newest come first.',
  nobody: 'its author is not named here',
  revoked: 'revoked',
  record: 'record',
  confidence: 'of the object itself',
};

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
  if (remarks.length === 0 && !cut) return null;
  return (
    <Section title={text.title} note={text.note}>
      {cut ? <Text mb="md">{text.cut}</Text> : null}
      <List aria-label={text.title} listStyleType="none" spacing="sm">
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
  const { what, opinion, held, to, abstract, confidence } = one;
  return (
    <>
      <Text component="div" td={one.revoked ? 'line-through' : undefined}>
        <Tag tone={tones[opinion ?? ''] ?? 'plain'}>{visibleText(opinion ?? what)}</Tag>{' '}
        {what === 'confidence' ? text.confidence : null}
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
        {one.createdBy === null ? text.nobody : visibleText(one.createdBy)}, handed on by {one.author}
        {one.at === null ? null : (
          <>
            , <Time at={one.at} />
          </>
        )}
        {confidence === null ? null : `, confidence: ${confidence.words} (${confidence.value} of 100)`}
        {', '}
        <PageLink to={links.record(one.ref)} inText>
          {text.record}
        </PageLink>{' '}
        {one.revoked ? <Tag tone="wait">{text.revoked}</Tag> : null}
      </Text>
    </>
  );
}
