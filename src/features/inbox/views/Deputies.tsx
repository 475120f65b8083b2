import { Button, Group, Table, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useT } from '#web/i18n/use-t.ts';
import { useMay, useSession } from '#web/session.ts';
import { Officer } from '#web/ui/Officer.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { OfficerInput } from '#web/ui/OfficerInput.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Section } from '#web/ui/Section.tsx';
import { dayOf } from '#web/ui/times.ts';
import { useFields } from '#web/use-fields.ts';
import { fetchDeputies, removeDeputy, setDeputy } from './api.ts';

/** Who stands in for whom: what the one has taken is in the other's inbox on these days. */
export function Deputies() {
  const t = useT();
  const { officer } = useSession();
  const { take } = useMay();
  const client = useQueryClient();
  const deputies = useQuery({ queryKey: ['inbox', 'deputies'], queryFn: fetchDeputies });
  const removing = useMutation({ mutationFn: removeDeputy, onSuccess: () => client.invalidateQueries() });
  const columns = [
    { title: t('inbox.handOverForm.to') },
    { title: t('inbox.deputies.deputy') },
    { title: t('inbox.deputies.first') },
    { title: t('inbox.deputies.last') },
    { title: t('inbox.inboxPage.do') },
  ];
  return (
    <Section title={t('inbox.deputies.title')} note={t('inbox.deputies.note')}>
      <Loaded query={deputies}>
        {({ items }) =>
          items.length === 0 ? null : (
            <DataTable label={t('inbox.deputies.title')} columns={columns}>
              {items.map((one) => (
                <Table.Tr key={one.officer}>
                  <Table.Td>
                    <Officer id={one.officer} />
                  </Table.Td>
                  <Table.Td>
                    <Officer id={one.deputy} />
                  </Table.Td>
                  <Table.Td>{dayOf(one.firstDay, t.locale)}</Table.Td>
                  <Table.Td>{dayOf(one.lastDay, t.locale)}</Table.Td>
                  <Table.Td>
                    {one.officer === officer.id ? (
                      <Button
                        variant="default"
                        size="xs"
                        onClick={() => removing.mutate()}
                        loading={removing.isPending}
                      >
                        {t('inbox.deputies.end')}
                      </Button>
                    ) : null}
                  </Table.Td>
                </Table.Tr>
              ))}
            </DataTable>
          )
        }
      </Loaded>
      {removing.error ? <Problem error={removing.error} /> : null}
      {take ? <Name /> : null}
    </Section>
  );
}

/** The officer's own deputy; a new one takes the place of the one before. */
function Name() {
  const t = useT();
  const client = useQueryClient();
  const { values, field } = useFields(() => ({ deputy: '', firstDay: '', lastDay: '' }));
  const naming = useMutation({
    mutationFn: () => setDeputy({ ...values, deputy: values.deputy.trim() }),
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        naming.mutate();
      }}
    >
      <Group align="end">
        <OfficerInput label={t('inbox.deputies.mine')} {...field('deputy')} />
        <TextInput type="date" label={t('inbox.deputies.first')} {...field('firstDay')} />
        <TextInput type="date" label={t('inbox.deputies.last')} {...field('lastDay')} />
        <Button type="submit" variant="default" loading={naming.isPending}>
          {t('inbox.deputies.set')}
        </Button>
      </Group>
      {naming.error ? <Problem error={naming.error} /> : null}
    </form>
  );
}
