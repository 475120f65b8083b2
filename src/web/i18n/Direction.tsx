import { useDirection } from '@mantine/core';
import { useEffect } from 'react';
import { dirOf } from './locales.ts';
import { useT } from './use-t.ts';

/** Tells the widgets which way the chosen language runs; the pages' own styles know no left and no right. */
export function Direction() {
  const { locale } = useT();
  const { setDirection } = useDirection();
  useEffect(() => setDirection(dirOf(locale)), [locale, setDirection]);
  return null;
}
