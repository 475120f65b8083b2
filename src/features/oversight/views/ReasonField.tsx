import { Textarea } from '@mantine/core';
import type { ComponentProps } from 'react';
import { useT } from '#web/i18n/use-t.ts';

/** Why oversight acts; `description` says who reads it. */
export function ReasonField(props: ComponentProps<typeof Textarea>) {
  const t = useT();
  return <Textarea label={t('oversight.reason')} maxLength={1_000} autosize minRows={2} {...props} />;
}
