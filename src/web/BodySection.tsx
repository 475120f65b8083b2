import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useT } from './i18n/use-t.ts';
import { Empty } from './ui/Empty.tsx';
import { Folded, isDisturbing } from './ui/Folded.tsx';
import { ExactText } from './ui/ExactText.tsx';
import { JsonView } from './ui/JsonView.tsx';
import { Panel } from './ui/Panel.tsx';
import { Section } from './ui/Section.tsx';

type Props = { body: string | null; absence: { title: string; why: string } };

/** The body of a record, to be read or exactly as it is sealed; or why there is none to show. */
export function BodySection({ body, absence }: Props) {
  const t = useT();
  const [isExact, setExact] = useState(false);
  const content = useMemo(() => (body === null ? null : parse(body)), [body]);
  const toggle =
    body !== null && content ? (
      <Button variant="subtle" size="compact-sm" onClick={() => setExact(!isExact)}>
        {isExact ? t('ui.body.readable') : t('ui.body.exact')}
      </Button>
    ) : null;
  return (
    <Section title={t('ui.body.title')} actions={toggle}>
      {body === null ? (
        <Empty title={absence.title}>{absence.why}</Empty>
      ) : (
        <Folded disturbs={isDisturbing(content?.value)}>
          {content && !isExact ? (
            <Panel>
              <JsonView value={content.value} />
            </Panel>
          ) : (
            <ExactText text={body} label={t('ui.body.exact')} />
          )}
        </Folded>
      )}
    </Section>
  );
}

/** The value of the body for reading; null when it is no JSON, and then only the exact text is shown. */
function parse(body: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(body) as unknown };
  } catch {
    return null;
  }
}
