import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useT } from '#web/i18n/use-t.ts';
import { useSession, useSessionActions } from '#web/session.ts';
import { Problem } from '#web/ui/Problem.tsx';

/** What an officer in one of these roles does; another first becomes one, in one click. */
export function AsOfficer({ roles, children }: { roles: readonly string[]; children: ReactNode }) {
  const t = useT();
  const { officer, officers } = useSession();
  const { actAs } = useSessionActions();
  const [failure, setFailure] = useState<unknown>(null);
  if (roles.includes(officer.role)) return children;
  const other = officers.find(({ role }) => role === roles[0]);
  if (!other) return null;
  return (
    <>
      <Button size="compact-sm" onClick={() => void actAs(other.id).catch(setFailure)}>
        {t('guide.actAs', { name: other.name, role: t.term('role', other.role) })}
      </Button>
      {failure ? <Problem error={failure} /> : null}
    </>
  );
}

/** Who sits at the desk, and those who may do what is done there. */
export const atTheDesk = ['duty-officer', 'case-officer'] as const;
