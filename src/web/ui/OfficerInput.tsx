import { TextInput } from '@mantine/core';
import type { TextInputProps } from '@mantine/core';
import { useId, useState } from 'react';
import { useColleagues } from '../colleagues.ts';
import { useT } from '../i18n/use-t.ts';
import { numberOf } from './officer-number.ts';
import { visibleText } from './visible-text.ts';

type Props = Omit<TextInputProps, 'value' | 'onChange' | 'onBlur' | 'onKeyDown'> & {
  value: string;
  onChange: (event: { currentTarget: { value: string } }) => void;
};

/** The number of an officer of the own authority, offered by name and role; a name that only one has stands for its number. */
export function OfficerInput({ value, onChange, ...props }: Props) {
  const t = useT();
  const list = useId();
  const [isLeft, setLeft] = useState(false);
  const colleagues = useColleagues();
  const number = colleagues ? numberOf(value, colleagues) : undefined;
  const settle = (): void => {
    setLeft(true);
    if (number !== undefined && number !== value) onChange({ currentTarget: { value: number } });
  };
  const isUnknown = isLeft && colleagues !== undefined && value.trim() !== '' && number === undefined;
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
        {colleagues?.map(({ id, name, role }) => (
          <option key={id} value={id}>
            {[visibleText(name ?? ''), t.term('role', role)].filter(Boolean).join(', ')}
          </option>
        ))}
      </datalist>
    </>
  );
}
