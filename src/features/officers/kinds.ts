import { approvalsOf, kidOfSeal } from '#features/records/actions.ts';
import { defineKind } from '#features/records/model.ts';
import type { ApprovalRule } from '#features/approvals/model.ts';
import type { Projected } from '#features/records/model.ts';
import type { Tx } from '#platform/db/db.ts';
import { appointSchema, dismissSchema } from './appointment-model.ts';
import { judgeAppointment, judgeDismissal, toAppointments } from './appointment-rules.ts';
import * as store from './appointment-store.ts';

/** Two who answer for who the officers are; the one who wrote it is one of them. */
const twoOfThem: ApprovalRule = {
  roles: [
    ['node-admin', 'approver'],
    ['node-admin', 'approver'],
  ],
};

export const officerAppoint = defineKind({
  kind: 'officer.appoint',
  what: 'an authority says who acts for it, in which role and by which passkeys. A later one of the same officer takes its place',
  by: 'appoint',
  control: false,
  draftable: false,
  changesOfficers: true,
  approval: twoOfThem,
  schema: appointSchema,
  next: [{ kind: 'officer.dismiss', by: 'author', as: 'body' }],
  judge: ({ envelope, body }) => judgeAppointment(envelope, body),
  appoints: toAppointments,
  title: ({ officers }) => officers.map(({ officer, role }) => `${officer} (${role})`).join(', '),
  async project(tx, records) {
    await store.projectAppointments(tx, records);
    await store.insertFoundings(tx, await foundingsOf(tx, records));
  },
});

export const officerDismiss = defineKind({
  kind: 'officer.dismiss',
  what: 'an authority says that somebody acts for it no longer: what that officer signs from then on does not count',
  by: 'appoint',
  control: false,
  draftable: false,
  changesOfficers: true,
  approval: twoOfThem,
  schema: dismissSchema,
  removes: ({ officer }) => [officer],
  judge: ({ envelope, body }) => judgeDismissal(envelope, body),
  title: ({ officer, reason }) => `${officer}: ${reason}`,
  project: (tx, records) => store.projectDismissals(tx, records),
});

/** Those whose own officers approved them. */
async function foundingsOf(tx: Tx, records: readonly Projected<unknown>[]) {
  const seals = await store.readSealsOf(
    tx,
    records.filter(({ content }) => content !== null).map(({ id }) => id),
  );
  const envelopes = new Map(records.map(({ id, envelope }) => [id, envelope]));
  return seals.flatMap(({ id, jws }) => {
    const { ref, author: authority } = envelopes.get(id)!;
    const isFounding = approvalsOf(jws).some(({ appointment }) => appointment === ref);
    return isFounding ? [{ authority, kid: kidOfSeal(jws.slice(0, jws.indexOf('.'))), id }] : [];
  });
}
