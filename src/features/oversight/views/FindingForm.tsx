import { List, NativeSelect, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { links } from '#web/links.ts';
import { useParticipants } from '#web/participants.ts';
import { useMay, useSession } from '#web/session.ts';
import { Loaded } from '#web/ui/Loaded.tsx';
import { ActForm } from '#web/ui/ActForm.tsx';
import { fetchDemand, issueFinding } from './leaf-api.ts';
import type { LeafRow } from './leaf-api.ts';
import { useFields } from '#web/use-fields.ts';
import { useKept } from '#web/use-kept.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

const words = (t: Translate): Partial<Record<LeafRow['state'], string>> => ({
  unanswered: t('oversight.findingForm.notAnsweredInTime'),
  'wrong-leaf': t('oversight.findingForm.whatWasGivenIs'),
  'no-record': t('oversight.noRecordOfThis'),
  'not-asked': t('oversight.findingForm.wasNotAskedFor'),
});

/** A finding about one demand, which the program has drafted, or about a participant in words alone. */
export function FindingForm() {
  const t = useT();
  const may = useMay();
  const { participant, id } = useParams();
  const ref = participant === undefined || id === undefined ? undefined : `${participant}/${id}`;
  const { values, setValues, field } = useFields(() => ({ participant: '', words: '' }));
  const draft = useKept(`oversight.finding.${ref ?? 'new'}`, values, setValues);
  return (
    <ActForm
      title={t('oversight.issueAFinding')}
      about={ref === undefined ? t('oversight.findingForm.aboutOne') : <Draft demand={ref} />}
      confirm={t('oversight.findingForm.confirm')}
      under={ref === undefined ? links.oversight() : links.demand(ref)}
      withheld={may.desk ? undefined : t('oversight.findingForm.notAllowed')}
      draft={draft}
      act={() =>
        issueFinding({
          text: values.words,
          ...(ref === undefined ? { participant: values.participant } : { demand: ref }),
        })
      }
    >
      {ref === undefined ? <About field={field('participant')} /> : null}
      <Textarea
        label={t('oversight.finding')}
        description={t('oversight.theParticipantReadsIt')}
        maxLength={4_000}
        autosize
        minRows={3}
        {...field('words')}
      />
    </ActForm>
  );
}

function About({ field }: { field: ReturnType<ReturnType<typeof useFields<'participant'>>['field']> }) {
  const t = useT();
  const { code } = useSession().node;
  const { byCode } = useParticipants();
  const others = [...byCode.values()].filter((one) => one.code !== code);
  const data = others.map((one) => ({ value: one.code, label: `${one.code} ${one.name}` }));
  return (
    <NativeSelect
      label={t('oversight.about')}
      data={[{ value: '', label: t('oversight.choose'), disabled: true }, ...data]}
      {...field}
    />
  );
}

const mostShown = 20;

function Draft({ demand }: { demand: string }) {
  const t = useT();
  const shown = useQuery({ queryKey: ['demands', 'one', demand], queryFn: () => fetchDemand(demand) });
  return (
    <>
      {t('oversight.findingForm.aboutDemand')}
      <Loaded query={shown}>
        {({ draft }) => (
          <List mt="xs" size="sm" aria-label={t('oversight.findingForm.leavesOfTheFinding')}>
            {draft.slice(0, mostShown).map(({ index, state }) => (
              <List.Item key={index}>
                {t('oversight.findingForm.leaf', { index })} {words(t)[state] ?? state}
              </List.Item>
            ))}
            {draft.length > mostShown ? (
              <List.Item>{t('oversight.findingForm.andMore', { draft: draft.length - mostShown })}</List.Item>
            ) : null}
          </List>
        )}
      </Loaded>
    </>
  );
}
