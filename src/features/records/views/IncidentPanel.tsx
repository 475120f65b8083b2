import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { request } from '#web/http.ts';
import { Facts } from '#web/ui/Facts.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useT } from '#web/i18n/use-t.ts';
import type { RecordDetail } from './api.ts';

const stateSchema = z.object({ state: z.string(), members: z.number(), warnings: z.number(), hosts: z.number() });

/** How an incident stands, folded from the records of its case as far as this node was told of them. */
export function IncidentPanel({ record }: { record: RecordDetail }) {
  const t = useT();
  const [participant = '', id = ''] = record.ref.split('/');
  const path: `/api/${string}` = `/api/incidents/${encodeURIComponent(participant)}/${encodeURIComponent(id)}`;
  // Asked anew when the case has another record, and not by the clock: each asking is a read that is accounted for.
  const state = useQuery({
    queryKey: ['incident', record.ref, record.related.length],
    queryFn: () => request(stateSchema, path),
  });
  return (
    <Section title={t('records.incident.title')} note={t('records.incident.note')}>
      <Panel>
        <Loaded query={state}>
          {({ state: word, members, warnings, hosts }) => (
            <Facts
              facts={[
                { name: t('records.incident.state'), value: t.term('incidentState', word) },
                { name: t('records.incident.members'), value: t.number(members) },
                { name: t('records.incident.hosts'), value: t.number(hosts) },
                { name: t('records.incident.warnings'), value: t.number(warnings) },
              ]}
            />
          )}
        </Loaded>
      </Panel>
    </Section>
  );
}
