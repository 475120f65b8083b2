import { useQuery } from '@tanstack/react-query';
import { BodySection } from '#web/BodySection.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Section } from '#web/ui/Section.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { fetchAct } from './api.ts';

/** Of a confirmation: what one officer put into force, for whoever is to stand for it as the second. */
export function Confirmed({ act: ref }: { act: string }) {
  const t = useT();
  const act = useQuery({ queryKey: ['records', ref, 'confirmed'], queryFn: () => fetchAct(ref) });
  const absence = { title: t('proposals.confirmed.absent'), why: t('proposals.confirmed.absentWhy') };
  return (
    <Section title={t('proposals.confirmed.title')}>
      <Loaded query={act}>
        {({ title, body }) => (
          <>
            <PageLink to={links.record(ref)} inText>
              {visibleText(title ?? ref)}
            </PageLink>
            <BodySection body={body} absence={absence} />
          </>
        )}
      </Loaded>
    </Section>
  );
}
