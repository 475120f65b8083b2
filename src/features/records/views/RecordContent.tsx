import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Empty } from '#web/ui/Empty.tsx';
import { ExactText } from '#web/ui/ExactText.tsx';
import { JsonView } from '#web/ui/JsonView.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Section } from '#web/ui/Section.tsx';
import type { RecordDetail } from './api.ts';

const text = {
  title: 'Content',
  exact: 'Exact text',
  readable: 'Readable form',
  destroyed: 'Content destroyed',
  destroyedWhy:
    'It was recalled, or its time ran out. The envelope, its seal and its place in the log stay, and can still be verified below.',
  withheld: 'Content is not shown to your role',
  withheldWhy: 'A node administrator keeps the node running and reads no content.',
};

/** The body, to be read or exactly as sealed. */
export function RecordContent({ record }: { record: RecordDetail }) {
  const [isExact, setExact] = useState(false);
  const content = useMemo(() => (record.body === null ? null : parse(record.body)), [record.body]);
  const toggle =
    record.body !== null && content ? (
      <Button variant="subtle" size="compact-sm" onClick={() => setExact(!isExact)}>
        {isExact ? text.readable : text.exact}
      </Button>
    ) : null;
  return (
    <Section title={text.title} actions={toggle}>
      {record.contentWithheld ? (
        <Empty title={text.withheld}>{text.withheldWhy}</Empty>
      ) : record.body === null ? (
        <Empty title={text.destroyed}>{text.destroyedWhy}</Empty>
      ) : content && !isExact ? (
        <Panel>
          <JsonView value={content.value} />
        </Panel>
      ) : (
        <ExactText text={record.body} label={text.exact} />
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
