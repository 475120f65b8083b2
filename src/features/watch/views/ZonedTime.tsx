import { tagOf } from '#web/i18n/locales.ts';
import { useT } from '#web/i18n/use-t.ts';

/** A moment as the clocks of a time zone show it: a roster is read beside those. */
export function ZonedTime({ at, timeZone }: { at: string; timeZone: string }) {
  const { locale } = useT();
  const format = new Intl.DateTimeFormat(tagOf(locale), {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return <time dateTime={at}>{format.format(new Date(at))}</time>;
}
