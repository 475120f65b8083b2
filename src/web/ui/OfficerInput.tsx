import { TextInput } from '@mantine/core';
import type { TextInputProps } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { z } from 'zod';
import { requestAll } from '../http.ts';
import { useT } from '../i18n/use-t.ts';
import { visibleText } from './visible-text.ts';

const colleagueSchema = z.object({ id: z.string(), name: z.string().nullable(), role: z.string() });

/** The number of an officer of the own authority, offered by name and role. */
export function OfficerInput(props: TextInputProps) {
  const t = useT();
  const list = useId();
  const { data } = useQuery({
    queryKey: ['officers', 'colleagues'],
    queryFn: () => requestAll(colleagueSchema, '/api/officers/colleagues'),
    staleTime: 60_000,
  });
  return (
    <>
      <TextInput maxLength={60} autoComplete="off" list={list} {...props} />
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
