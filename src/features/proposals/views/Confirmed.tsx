import { useQuery } from '@tanstack/react-query';
import { BodySection } from '#web/BodySection.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { links } from '#web/links.ts';
import { Loaded } from '#web/ui/Loaded.tsx';
import { RecordName } from '#web/ui/RecordName.tsx';
import { Section } from '#web/ui/Section.tsx';
import { fetchAct } from './api.ts';

/** Of a confirmation: what one officer put into force, for whoever is to stand for it as the second. */
export function Confirmed({ act: ref }: { act: string }) {
  const t = useT();
  const act = useQuery({ queryKey: ['records', ref, 'confirmed'], queryFn: () => fetchAct(ref) });
  const absence = { title: t('proposals.confirmed.absent'), why: t('proposals.confirmed.absentWhy') };
  return (
    <Section title={t('proposals.confirmed.title')}>
      <Loaded query={act}>
        {(found) => (
          <>
            <RecordName of={found} to={links.record(ref)} />
            <BodySection body={found.body} absence={absence} />
          </>
        )}
      </Loaded>
    </Section>
  );
}
