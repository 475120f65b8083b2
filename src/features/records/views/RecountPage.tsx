import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useT } from '#web/i18n/use-t.ts';
import { links } from '#web/links.ts';
import { notice } from '#web/noticed.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { fetchFigures, recount } from './recount.ts';
import type { Counted } from './recount.ts';

/** A figure of this node's, counted once more from the sealed records themselves, by this browser. */
export function RecountPage() {
  const t = useT();
  const figures = useQuery({ queryKey: ['figures'], queryFn: fetchFigures });
  return (
    <Page title={t('records.recount.title')} about={t('records.recount.about')}>
      <Loaded query={figures}>{({ owed }) => <Recount figures={owed} />}</Loaded>
    </Page>
  );
}

type Figure = { kind: string; owed: number | null };

function Recount({ figures }: { figures: readonly Figure[] }) {
  const t = useT();
  const [search, setSearch] = useSearchParams();
  const kinds = [...new Set(figures.map(({ kind }) => kind))];
  const asked = search.get('kind') ?? '';
  const kind = kinds.includes(asked) ? asked : (kinds[0] ?? '');
  const [step, setStep] = useState<{ done: number; of: number } | null>(null);
  const check = useMutation({
    mutationFn: () => recount(kind, (done, of) => setStep({ done, of })),
    onSuccess: ({ proved, broken, figure: said }) => {
      if (broken.length === 0 && proved === said) notice({ what: 'recounted', kind, count: proved });
    },
  });
  const figure = check.data ? check.data.figure : (figures.find((one) => one.kind === kind)?.owed ?? null);
  return (
    <Panel>
      <Stack>
        <NativeSelect
          label={t('records.kind')}
          value={kind}
          data={kinds.map((one) => ({ value: one, label: t.term('kind', one) }))}
          onChange={(event) => {
            check.reset();
            setStep(null);
            setSearch({ kind: event.currentTarget.value }, { replace: true });
          }}
        />
        <Facts facts={[{ name: t('records.recount.figure'), value: figure === null ? '–' : t.number(figure) }]} />
        <Group>
          <Button onClick={() => check.mutate()} loading={check.isPending}>
            {t('records.recount.act')}
          </Button>
          {check.isPending && step ? <span>{t('records.recount.progress', step)}</span> : null}
        </Group>
        {check.error ? <Problem error={check.error} /> : null}
        {check.data ? <Result {...check.data} /> : null}
      </Stack>
    </Panel>
  );
}

function Result({ proved, broken, refusals, figure }: Counted) {
  const t = useT();
  const isSame = broken.length === 0 && proved === figure;
  const gates = [...(refusals?.refused ?? [])].toSorted(([a], [b]) => a.localeCompare(b));
  return (
    <>
      <p role="status">
        {isSame
          ? t('records.recount.same', { count: proved })
          : t('records.recount.other', { count: proved, figure: figure ?? 0 })}
      </p>
      {broken.length > 0 ? (
        <ul aria-label={t('records.recount.broken')}>
          {broken.map(({ ref, step }) => (
            <li key={ref}>
              <PageLink to={links.record(ref)}>{ref}</PageLink> {step}
            </li>
          ))}
        </ul>
      ) : null}
      {gates.length > 0 ? (
        <>
          <Text size="sm" c="dimmed">
            {t('figures.refusedMeans')} {t('records.recount.allMonths')}
          </Text>
          <Facts
            facts={[
              ...gates.map(([code, count]) => ({ name: code, value: t.number(count) })),
              { name: t('records.recount.decided'), value: t.number(refusals?.decided ?? 0) },
            ]}
          />
        </>
      ) : null}
    </>
  );
}
