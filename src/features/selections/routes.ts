import type { Hono } from 'hono';
import { z } from 'zod';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { Session, SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { pageOf, pageQuery, pageWithin, readPage } from '#platform/http/page.ts';
import { changeSelection, deleteSelection, listSelections, saveSelection } from './actions.ts';
import { newSelectionSchema, selectionChangeSchema, selectionSchema } from './model.ts';

const params = { id: z.string().regex(/^[0-9a-f-]{36}$/) };

/** `/api/selections`: saved questions to the list of objects. */
export function selectionRoutes(deps: Pick<Deps, 'db' | 'now' | 'randomBytes'>): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/',
    {
      id: 'listSelections',
      summary: 'The selections of the officer, and those that officers of the same authority share.',
      power: 'read-content',
      query: pageQuery,
      answer: pageOf(selectionSchema),
    },
    async ({ session, query }) =>
      pageWithin(await listSelections(deps.db, askerOf(session)), readPage(query).asked, ({ id }) => id),
  );

  api.post(
    '/',
    {
      id: 'saveSelection',
      summary: 'Saves a question to the list of objects under a name.',
      power: 'read-content',
      body: newSelectionSchema,
      status: 201,
      answer: selectionSchema,
      codes: ['selection-limit', 'selection-name'],
    },
    ({ session, body }) => saveSelection(deps, askerOf(session), body),
  );

  api.put(
    '/:id',
    {
      id: 'changeSelection',
      summary:
        'Renames a selection, shares it, gives it another question, order or columns, or makes it the one with which the officer begins.',
      power: 'read-content',
      params,
      body: selectionChangeSchema,
      answer: selectionSchema,
      codes: ['selection-owner', 'selection-name'],
    },
    ({ session, params: { id }, body }) => changeSelection(deps, askerOf(session), id, body),
  );

  api.delete(
    '/:id',
    {
      id: 'deleteSelection',
      summary: 'Deletes a selection. What it found stays as it is.',
      power: 'read-content',
      params,
      answer: 'nothing',
      codes: ['selection-owner'],
    },
    ({ session, params: { id } }) => deleteSelection(deps, askerOf(session), id),
  );

  return api.routes;
}

const askerOf = ({ officer: { id, authority } }: Session) => ({ id, authority });
