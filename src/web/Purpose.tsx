import { inLanguage } from './i18n/names.ts';
import { useT } from './i18n/use-t.ts';
import { useLaw } from './law.ts';
import { visibleText } from './ui/visible-text.ts';

/** What content was exchanged for, as the profile names it; the code stands behind it, and alone where the profile has it no longer. */
export function Purpose({ code }: { code: string }) {
  const name = usePurposeName();
  return <span title={code}>{name(code)}</span>;
}

export function usePurposeName(): (code: string) => string {
  const t = useT();
  const law = useLaw();
  return (code) => {
    const found = law.data?.purposes.find((one) => one.code === code);
    return found ? visibleText(inLanguage(t, found).title) : code;
  };
}
