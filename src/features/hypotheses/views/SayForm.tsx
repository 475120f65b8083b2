import type { ReactNode } from 'react';
import { useMay } from '#web/session.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import type { Said } from './api.ts';

const text = {
  handling:
    'Marking, legal basis, purpose and retention are those of what it speaks about. It stays here until it is released.',
  notAllowed: 'Your role says nothing here. Only a case officer does.',
  withheld: 'Sealed, but it may not go to everybody who has what it is about:',
};

type Props = { title: string; confirm: string; under: string; act: () => Promise<Said>; children: ReactNode };

/** A form in which an officer says something: sealed at once, and told where it could not follow what it is about (SG-26). */
export function SayForm({ title, confirm, under, act, children }: Props) {
  const may = useMay();
  return (
    <ActForm
      title={title}
      about={text.handling}
      confirm={confirm}
      under={under}
      withheld={may.act ? undefined : text.notAllowed}
      act={act}
      tell={tellWithheld}
    >
      {children}
    </ActForm>
  );
}

const tellWithheld = ({ withheld }: Said): ReactNode =>
  withheld.length === 0 ? null : (
    <div role="alert">
      <p>{text.withheld}</p>
      <ul>
        {withheld.map(({ to, code, why }) => (
          <li key={to}>
            {to}: {why} ({code})
          </li>
        ))}
      </ul>
    </div>
  );
