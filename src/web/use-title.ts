import { sayTitle } from './i18n/titles.ts';
import { useT } from './i18n/use-t.ts';
import { usePurposeName } from './Purpose.tsx';

/** Says titles that the node makes in the language of the page. */
export function useTitle(): (title: string) => string {
  const t = useT();
  const purposeName = usePurposeName();
  return (title) => sayTitle(t, title, purposeName);
}
