import { approvalsSchema } from '#features/approvals/model.ts';
import type { Compact } from '../verify-parts.ts';
import { faultOfAssertion } from './assertion.ts';

/**
 * Who approved, and by which records they say they were appointed: those are records of their own to prove. `fault`: whose assertion does
 * not hold, and why.
 */
export async function readApprovals({ header, payload }: Compact): Promise<{
  officers: string;
  appointments: string;
  fault: string | null;
}> {
  const parsed = approvalsSchema.safeParse(header['approvals']);
  if (!parsed.success) return { officers: '', appointments: '', fault: 'the approvals cannot be read' };
  const officers = parsed.data.map(({ officer }) => officer).join(', ');
  const appointments = [...new Set(parsed.data.map(({ appointment }) => appointment))].join(', ');
  for (const approval of parsed.data) {
    const fault = await faultOfAssertion(approval, new Uint8Array(payload));
    if (fault !== null) return { officers, appointments, fault: `${approval.officer}: ${fault}` };
  }
  return { officers, appointments, fault: null };
}
