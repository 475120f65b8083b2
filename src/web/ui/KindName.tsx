import { useT } from '../i18n/use-t.ts';

/** A kind of record in words, its code behind them (`title`) for whoever works with the interface. */
export function KindName({ of }: { of: string }) {
  const t = useT();
  return <span title={of}>{t.term('kind', of)}</span>;
}
