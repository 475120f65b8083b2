import { useParams } from 'react-router';
import { links } from '#web/links.ts';

/** Where a form stands: the page under it, the object of that, and the record that the form is about. */
export function usePlace(): { stixId: string; page: string; ref: string } {
  const { stixId = '', participant = '', id = '' } = useParams();
  return { stixId, page: links.hypotheses(stixId), ref: `${participant}/${id}` };
}
