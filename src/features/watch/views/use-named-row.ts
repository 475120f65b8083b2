import { useLocation } from 'react-router';

const show = (row: HTMLElement | null): void => row?.scrollIntoView({ block: 'center' });

/** Props of a row: one that the address names is brought into sight and set off. */
export function useNamedRow(): (name: string) => object {
  const { hash } = useLocation();
  return (name) =>
    hash === `#${name}` ? { id: name, ref: show, bg: 'var(--mantine-color-default-hover)' } : { id: name };
}
