import { useState } from 'react';

/** The texts of a form by name, each required, as its inputs take them. */
export function useFields<Name extends string>(first: () => Record<Name, string>) {
  const [values, setValues] = useState(first);
  const field = (name: Name) => ({
    required: true,
    value: values[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setValues((before) => ({ ...before, [name]: value }));
    },
  });
  return { values, setValues, field };
}

/** The beginning of a day, as the node takes moments. */
export const startOf = (day: string): string => `${day}T00:00:00.000Z`;
