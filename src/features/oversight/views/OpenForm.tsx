import { useParams } from 'react-router';
import { links } from '#web/links.ts';
import { useMay } from '#web/session.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { openLeaves } from './leaf-api.ts';
import { useT } from '#web/i18n/use-t.ts';

/** Answers a demand of oversight, whole. */
export function OpenForm() {
  const t = useT();
  const may = useMay();
  const { participant = '', id = '' } = useParams();
  const ref = `${participant}/${id}`;
  return (
    <ActForm
      title={t('oversight.openTheLeaves')}
      about={t('oversight.openForm.about')}
      confirm={t('oversight.openForm.confirm')}
      under={links.demand(ref)}
      withheld={may.answer ? undefined : t('oversight.openForm.notAllowed')}
      act={() => openLeaves(ref)}
    />
  );
}
