import { TextInput } from '@mantine/core';
import type { TextInputProps } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { z } from 'zod';
import { requestAll } from '../http.ts';
import { useT } from '../i18n/use-t.ts';
import { numberOf } from './officer-number.ts';
import { visibleText } from './visible-text.ts';

const colleagueSchema = z.object({ id: z.string(), name: z.string().nullable(), role: z.string() });

type Props = Omit<TextInputProps, 'value' | 'onChange' | 'onBlur' | 'onKeyDown'> & {
  value: string;
  onChange: (event: { currentTarget: { value: string } }) => void;
};

/** The number of an officer of the own authority, offered by name and role; a name that only one has stands for its number. */
export function OfficerInput({ value, onChange, ...props }: Props) {
  const t = useT();
  const list = useId();
  const [isLeft, setLeft] = useState(false);
  const { data } = useQuery({
    queryKey: ['officers', 'colleagues'],
    queryFn: () => requestAll(colleagueSchema, '/api/officers/colleagues'),
    staleTime: 60_000,
  });
  const number = data ? numberOf(value, data.items) : undefined;
  const settle = (): void => {
    setLeft(true);
    if (number !== undefined && number !== value) onChange({ currentTarget: { value: number } });
  };
  const isUnknown = isLeft && data !== undefined && value.trim() !== '' && number === undefined;
  return (
    <>
      <TextInput
        maxLength={60}
        autoComplete="off"
        list={list}
        {...props}
        {...(isUnknown ? { error: t('ui.officerInput.choose') } : {})}
        value={value}
        onChange={(event) => {
          setLeft(false);
          onChange(event);
        }}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === 'Enter') settle();
        }}
      />
      <datalist id={list}>
        {data?.items.map(({ id, name, role }) => (
          <option key={id} value={id}>
            {[visibleText(name ?? ''), t.term('role', role)].filter(Boolean).join(', ')}
          </option>
        ))}
      </datalist>
    </>
  );
}
