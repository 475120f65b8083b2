import { Button, List, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useT } from '#web/i18n/use-t.ts';
import { links } from '#web/links.ts';
import { useNameOf } from '#web/record-name.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { proveAll } from './recount.ts';

type Shown = { ref: string; kind: string; author: string; issuedAt: string; title: string | null; disturbing: boolean };

/** Proves every record of a case in this browser, one after the other: seal, content, place in its author's log. */
export function VerifyCase({ records }: { records: readonly Shown[] }) {
  const t = useT();
  const nameOf = useNameOf();
  const nameOfRef = (ref: string): string => {
    const found = records.find((one) => one.ref === ref);
    return found ? nameOf(found) : ref;
  };
  const [done, setDone] = useState(0);
  const check = useMutation({ mutationFn: () => proveAll(records, setDone) });
  const button = (
    <Button
      onClick={() => check.mutate()}
      loading={check.isPending}
      variant={check.data ? 'default' : 'filled'}
      size="compact-sm"
    >
      {check.data ? t('records.verifyPanel.again') : t('records.verifyCase.verify')}
    </Button>
  );
  return (
    <Section title={t('records.verifyPanel.title')} note={t('records.verifyCase.note')} actions={button}>
      {check.error ? <Problem error={check.error} title={t('records.theCheckCouldNot')} /> : null}
      {check.isPending ? (
        <Text role="status">{t('records.verifyCase.going', { done, of: records.length })}</Text>
      ) : null}
      {check.data ? (
        <div role="status">
          <Text>{t('records.verifyCase.proved', { proved: check.data.proved.length, of: records.length })}</Text>
          <List aria-label={t('records.verifyCase.notProved')}>
            {check.data.broken.map(({ ref, step }) => (
              <List.Item key={ref}>
                <PageLink to={links.record(ref)}>{nameOfRef(ref)}</PageLink>{' '}
                <Tag tone={step === null ? 'wait' : 'bad'}>
                  {step === null ? t('records.verifyCase.noProofYet') : t('records.verifyCase.fails', { step })}
                </Tag>
              </List.Item>
            ))}
          </List>
        </div>
      ) : null}
    </Section>
  );
}
