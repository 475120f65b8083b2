import type { Hono } from 'hono';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { readNotice, removeNotice, setNotice } from './actions.ts';
import type { NoticeDeps } from './actions.ts';
import { noticeViewSchema, setNoticeSchema } from './model.ts';

/** `/api/notices`: whether an officer is told by e-mail that something waits. Nothing of what it is goes there. */
export function noticeRoutes(deps: NoticeDeps): Hono<SessionEnv> {
  const api = createOperations();
  api.get(
    '/own',
    {
      id: 'readNotice',
      summary: 'Whether and where the officer is told by e-mail that something waits.',
      power: 'see-records',
      answer: noticeViewSchema,
    },
    ({ session }) => readNotice(deps, session),
  );
  api.put(
    '/own',
    {
      id: 'setNotice',
      summary: 'Where the officer is told: an address in a domain that the operator named for the authority.',
      power: 'see-records',
      body: setNoticeSchema,
      answer: 'nothing',
      codes: ['conflict', 'keys', 'mail-domain'],
    },
    ({ session, body }) => setNotice(deps, session, body),
  );
  api.delete(
    '/own',
    { id: 'removeNotice', summary: 'The officer is told no longer.', power: 'see-records', answer: 'nothing' },
    ({ session }) => removeNotice(deps, session),
  );
  return api.routes;
}
