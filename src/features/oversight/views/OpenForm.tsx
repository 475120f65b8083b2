import { useParams } from 'react-router';
import { links } from '#web/links.ts';
import { useMay } from '#web/session.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { openLeaves } from './leaf-api.ts';

const text = {
  title: 'Open the leaves',
  about:
    'Oversight gets, for every leaf that it asked for, the sealed envelope of the record or the bytes of the padding, with its proof. The program puts it together and leaves nothing out; no content goes with it.',
  confirm: 'Open all',
  notAllowed: 'Your role opens nothing. A case officer or an auditor does.',
};

/** Answers a demand of oversight, whole. */
export function OpenForm() {
  const may = useMay();
  const { participant = '', id = '' } = useParams();
  const ref = `${participant}/${id}`;
  return (
    <ActForm
      title={text.title}
      about={text.about}
      confirm={text.confirm}
      under={links.demand(ref)}
      withheld={may.answer ? undefined : text.notAllowed}
      act={() => openLeaves(ref)}
    />
  );
}
