import { Textarea } from '@mantine/core';
import type { ComponentProps } from 'react';

/** Why oversight acts; `description` says who reads it. */
export function ReasonField(props: ComponentProps<typeof Textarea>) {
  return <Textarea label="Reason" maxLength={1_000} autosize minRows={2} {...props} />;
}
