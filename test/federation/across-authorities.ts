/**
 * What was sealed, or came from others, is the participant's: how an officer of another authority of it is answered, who is assigned to its
 * purpose, and who is not (decision 0056). `REF`: a guarded record of xb/cyber's; `FOREIGN`: one that xa released to xb; `RUN`: an import of xb/cyber's.
 */
export const acrossAuthorities: Readonly<
  Record<string, { path?: string; body?: object; assigned: number; unassigned: number }>
> = {
  'POST /api/releases/preview': { body: { records: ['REF'], to: ['xa'] }, assigned: 200, unassigned: 404 },
  'POST /api/releases': { body: { records: ['REF'], to: ['xa'] }, assigned: 201, unassigned: 404 },
  'POST /api/recalls/preview': { body: { records: ['REF'], to: ['xa'] }, assigned: 200, unassigned: 404 },
  'POST /api/recalls': { body: { records: ['REF'], to: ['xa'], reason: 'wrong' }, assigned: 201, unassigned: 404 },
  'POST /api/records/:participant/:id/hold': {
    path: 'FOREIGN',
    body: { code: 'court-order', until: '2030-06-01', reason: 'an order' },
    assigned: 204,
    unassigned: 404,
  },
  'DELETE /api/records/:participant/:id/hold': { path: 'FOREIGN', assigned: 204, unassigned: 404 },
  'POST /api/imports/:id/cancel': { path: 'RUN', assigned: 403, unassigned: 403 },
};
