import { Checkbox, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useParticipants } from '#web/participants.ts';

export type Choice = { code: string; note: ReactNode; disabled: boolean };

type Props = { label: string; choices: readonly Choice[]; value: string[]; onChange: (value: string[]) => void };

/** Participants to choose from. Those that cannot be chosen stay in sight, with the reason. */
export function RecipientChoice({ label, choices, value, onChange }: Props) {
  const { byCode } = useParticipants();
  return (
    <Checkbox.Group label={label} value={value} onChange={onChange}>
      <Stack gap="sm" mt="xs">
        {choices.map((choice) => (
          <Checkbox
            key={choice.code}
            value={choice.code}
            disabled={choice.disabled}
            label={nameWithCode(choice.code, byCode.get(choice.code)?.name)}
            description={choice.note}
            // An authority stands under its participant.
            ms={choice.code.includes('/') ? 'xl' : 0}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

/** 'xb Belmara' */
export const nameWithCode = (code: string, name: string | undefined): string => (name ? `${code} ${name}` : code);
