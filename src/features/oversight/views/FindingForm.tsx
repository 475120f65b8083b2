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

const text = {
  title: 'Issue a finding',
  aboutDemand:
    'You state that these leaves were not opened as they had to be. They are sealed into the finding, with what shows it:',
  aboutOne:
    'You state what is wrong at one participant. It and you have the finding; nothing follows from it by itself.',
  participant: 'About',
  words: 'Finding',
  wordsNote: 'The participant reads it.',
  choose: 'Choose…',
  confirm: 'Issue',
  notAllowed: 'Your role finds nothing. Only a case officer does.',
};

const words: Partial<Record<LeafRow['state'], string>> = {
  unanswered: 'not answered in time',
  'wrong-leaf': 'what was given is not the leaf',
  'no-record': 'no record of this participant',
  'not-asked': 'was not asked for',
};

/** A finding about one demand, which the program has drafted, or about a participant in words alone. */
export function FindingForm() {
  const may = useMay();
  const { participant, id } = useParams();
  const ref = participant === undefined || id === undefined ? undefined : `${participant}/${id}`;
  const { values, field } = useFields(() => ({ participant: '', words: '' }));
  return (
    <ActForm
      title={text.title}
      about={ref === undefined ? text.aboutOne : <Draft demand={ref} />}
      confirm={text.confirm}
      under={ref === undefined ? links.oversight() : links.demand(ref)}
      withheld={may.act ? undefined : text.notAllowed}
      act={() =>
        issueFinding({
          text: values.words,
          ...(ref === undefined ? { participant: values.participant } : { demand: ref }),
        })
      }
    >
      {ref === undefined ? <About field={field('participant')} /> : null}
      <Textarea
        label={text.words}
        description={text.wordsNote}
        maxLength={4_000}
        autosize
        minRows={3}
        {...field('words')}
      />
    </ActForm>
  );
}

function About({ field }: { field: ReturnType<ReturnType<typeof useFields<'participant'>>['field']> }) {
  const { code } = useSession().node;
  const { byCode } = useParticipants();
  const others = [...byCode.values()].filter((one) => one.code !== code);
  const data = others.map((one) => ({ value: one.code, label: `${one.code} ${one.name}` }));
  return (
    <NativeSelect
      label={text.participant}
      data={[{ value: '', label: text.choose, disabled: true }, ...data]}
      {...field}
    />
  );
}

const mostShown = 20;

function Draft({ demand }: { demand: string }) {
  const shown = useQuery({ queryKey: ['demands', 'one', demand], queryFn: () => fetchDemand(demand) });
  return (
    <>
      {text.aboutDemand}
      <Loaded query={shown}>
        {({ draft }) => (
          <List mt="xs" size="sm" aria-label="Leaves of the finding">
            {draft.slice(0, mostShown).map(({ index, state }) => (
              <List.Item key={index}>
                leaf {index}: {words[state] ?? state}
              </List.Item>
            ))}
            {draft.length > mostShown ? <List.Item>and {draft.length - mostShown} more</List.Item> : null}
          </List>
        )}
      </Loaded>
    </>
  );
}
