import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { links } from '#web/links.ts';
import { useTitleOf } from '#web/record-name.ts';
import { useSession } from '#web/session.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { FoldedTogether, isDisturbingText } from '#web/ui/Folded.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Marking } from '#web/ui/Marking.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { fetchProof, fetchRecord, fetchTrust } from './api.ts';
import type { RecordDetail } from './api.ts';
import { ApprovalTable } from './ApprovalTable.tsx';
import classes from './PrintPage.module.css';
import { QrCode } from './QrCode.tsx';
import { RecordContent } from './RecordContent.tsx';
import { RecordFacts } from './RecordFacts.tsx';
import { nameIn } from '#web/i18n/names.ts';
import { useT } from '#web/i18n/use-t.ts';

/** A record as a sheet of paper, or a PDF by the browser's own print: with its seal, and with its marking on each page. */
export function PrintPage() {
  const { participant = '', id = '' } = useParams();
  const ref = `${participant}/${id}`;
  // Asked once: what is printed does not change while it is read through.
  const record = useQuery({ queryKey: ['records', 'one', ref], queryFn: () => fetchRecord(ref) });
  const { data } = record;
  // What its author marked is folded on paper too, title and all, until it is asked for on the screen.
  return (
    <FoldedTogether disturbs={data !== undefined && (data.disturbing || isDisturbingText(data.body))}>
      {(isCovered) => <Whole query={record} isCovered={isCovered} />}
    </FoldedTogether>
  );
}

type Props = { query: UseQueryResult<RecordDetail>; isCovered: boolean };

function Whole({ query, isCovered }: Props) {
  const t = useT();
  const titleOf = useTitleOf();
  const { data } = query;
  const title = data && !isCovered ? titleOf(data) : data ? t.term('kind', data.kind) : t('records.record');
  const { participant = '', id = '' } = useParams();
  const ref = `${participant}/${id}`;
  return (
    <Page
      title={title}
      actions={
        <div className={classes.screen}>
          <ButtonLink to={links.record(ref)} me="xs">
            {t('care.print.back')}
          </ButtonLink>
          <Button onClick={() => globalThis.print()} disabled={!data}>
            {t('care.print.print')}
          </Button>
        </div>
      }
    >
      <Loaded query={query}>{(shown) => <Sheet record={shown} />}</Loaded>
    </Page>
  );
}

/** Head and foot of a table stand on each page of a print. */
function Sheet({ record }: { record: RecordDetail }) {
  const t = useT();
  const { node, alliance } = useSession();
  return (
    <table role="presentation" className={classes.sheet}>
      <thead>
        <tr>
          <td>
            <Edge>
              <Marking marking={record.marking} />
              <span>
                {nameIn(t, alliance)} · {node.code}
              </span>
            </Edge>
          </td>
        </tr>
      </thead>
      <tfoot>
        <tr>
          <td>
            <Edge>
              <Marking marking={record.marking} />
              <Mono>{record.ref}</Mono>
              <Mono>{t('care.print.digestOf', { digest: record.digest })}</Mono>
            </Edge>
          </td>
        </tr>
      </tfoot>
      <tbody>
        <tr>
          <td>
            <RecordContent record={record} />
            <Section title={t('records.recordPage.facts')}>
              <RecordFacts record={record} />
            </Section>
            <ApprovalTable record={record} />
            <Seal of={record.ref} />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

const Edge = ({ children }: { children: ReactNode }) => <div className={classes.edge}>{children}</div>;

/** What a reader of the paper needs to have it checked: the seal, the place in the log, and where to ask. */
function Seal({ of: ref }: { of: string }) {
  const t = useT();
  const proof = useQuery({
    queryKey: ['records', 'seal', ref],
    queryFn: async () => ({ ...(await fetchProof(ref)), ...(await fetchTrust()) }),
    staleTime: Infinity,
  });
  return (
    <Section title={t('care.print.seal')} note={t('care.print.sealNote')}>
      <Loaded query={proof}>
        {({ jws, digest, index, checkpoint, alliance }) => {
          const [header = '', , signature = ''] = jws.split('.');
          const [origin = '', size = '', root = ''] = checkpoint.split('\n');
          const address = `${location.origin}${links.verify()}`;
          return (
            <Facts
              facts={[
                { name: t('care.print.digest'), value: <Mono>{digest}</Mono> },
                { name: t('care.print.signature'), value: <Mono>{signature}</Mono> },
                { name: t('care.print.key'), value: <Mono>{kidOf(header)}</Mono> },
                { name: t('care.print.log'), value: <Mono>{`${origin}, ${index}`}</Mono> },
                { name: t('care.print.checkpoint'), value: <Mono>{`${size}, ${root}`}</Mono> },
                { name: t('care.print.alliance'), value: <Mono>{alliance.id}</Mono> },
                {
                  name: t('care.print.address'),
                  value: (
                    <>
                      <Mono>{address}</Mono>
                      <QrCode text={address} label={t('care.print.code')} />
                    </>
                  ),
                },
              ]}
            />
          );
        }}
      </Loaded>
    </Section>
  );
}

/** The key's name, as the sealed header has it. */
function kidOf(header: string): string {
  try {
    const { kid } = JSON.parse(atob(header.replaceAll('-', '+').replaceAll('_', '/'))) as { kid?: unknown };
    return typeof kid === 'string' ? kid : '';
  } catch {
    return '';
  }
}
