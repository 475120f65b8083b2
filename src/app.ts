import { Hono } from 'hono';
import { loadCover } from '#features/assignments/actions/load-cover.ts';
import { assignmentRoutes } from '#features/assignments/routes.ts';
import { accountForReads } from '#features/audits/account.ts';
import { allianceRoutes } from '#features/alliance/routes.ts';
import { alarmRoutes } from '#features/federation/alarm-routes.ts';
import { peerRoutes } from '#features/federation/peer-routes.ts';
import type { PeerRouteDeps } from '#features/federation/peer-routes.ts';
import { refusedRoutes } from '#features/federation/refused-routes.ts';
import { blobRoutes } from '#features/blobs/routes.ts';
import { draftRoutes } from '#features/drafts/routes.ts';
import { exportRoutes } from '#features/exports/routes.ts';
import { figureRoutes } from '#features/figures/routes.ts';
import { federationRoutes } from '#features/federation/routes.ts';
import type { FederationDeps } from '#features/federation/routes.ts';
import { maxFerryFileBytes } from '#features/ferry/model.ts';
import { ferryRoutes } from '#features/ferry/routes.ts';
import { keyRoutes } from '#features/keys/routes.ts';
import { careRoutes } from '#features/care/routes.ts';
import type { CareDeps } from '#features/care/actions.ts';
import { caseRoutes } from '#features/cases/routes.ts';
import { homeRoutes } from '#features/home/routes.ts';
import { hypothesisRoutes } from '#features/hypotheses/routes.ts';
import { inboxRoutes } from '#features/inbox/routes.ts';
import { newsRoutes } from '#features/news/routes.ts';
import { noticeRoutes } from '#features/notices/routes.ts';
import { incidentRoutes } from '#features/incidents/routes.ts';
import { readRunRefs } from '#features/imports/actions.ts';
import { importRoutes } from '#features/imports/routes.ts';
import type { Proofs } from '#features/log/actions.ts';
import { logRoutes } from '#features/log/routes.ts';
import type { OfficerDeps } from '#features/officers/actions.ts';
import { allowOnce } from '#features/officers/once.ts';
import { requireSession } from '#features/officers/require-session.ts';
import { officerRoutes } from '#features/officers/officer-routes.ts';
import { tokenRoutes } from '#features/officers/token-routes.ts';
import { sessionRoutes } from '#features/officers/routes.ts';
import { maxBlobBytes } from '#features/records/model.ts';
import type { Deps } from '#features/records/model.ts';
import { appointmentRoutes } from '#features/proposals/appointment-routes.ts';
import { proposalRoutes } from '#features/proposals/routes.ts';
import { quarantineRoutes } from '#features/quarantine/routes.ts';
import { createContentDoor } from '#features/records/content-door.ts';
import { kindRoutes, recordRoutes } from '#features/records/routes.ts';
import { recallRoutes, releaseRoutes } from '#features/releases/routes.ts';
import { selectionRoutes } from '#features/selections/routes.ts';
import { taskRoutes } from '#features/tasks/routes.ts';
import { watchRoutes } from '#features/watch/routes.ts';
import { threatRoutes } from '#features/threats/routes.ts';
import { visitRoutes } from '#features/visits/routes.ts';
import { oversightRoutes, suspensionRoutes } from '#features/oversight/routes.ts';
import { demandRoutes, findingRoutes } from '#features/oversight/leaf-routes.ts';
import { TamgaError } from '#platform/errors.ts';
import { limitBody } from '#platform/http/limit-body.ts';
import { ageFileBytes } from '#platform/keys/age-blob.ts';
import { pageRoutes, securityHeaders } from '#platform/http/pages.ts';
import { refuseOddPaths } from '#platform/http/plain-path.ts';
import { documentRoutes } from '#platform/http/openapi-route.ts';
import { problemRoutes } from '#platform/http/problem-pages.ts';
import { toProblem } from '#platform/http/problem.ts';
import { catalogue, problems } from './problems.ts';

export type ApiDeps = Deps &
  OfficerDeps &
  PeerRouteDeps &
  CareDeps & { proofs: Proofs; hosts: readonly string[]; pages?: string; contentOrigin?: string };

/** What officers and their tools reach: `/api`, and the pages. */
export function createApi(deps: ApiDeps): Hono {
  const app = new Hono();
  app.onError((error, c) => toProblem(c, error, deps.logger, catalogue));
  app.use(securityHeaders(deps.hosts, deps.contentOrigin));
  app.use(refuseOddPaths());
  app.use(
    '/api/*',
    limitBody((path) => {
      if (path === '/api/ferry/in') return maxFerryFileBytes;
      if (path === '/api/blobs') return maxBlobBytes;
      if (path.startsWith('/api/ferry/blobs/')) return ageFileBytes(maxBlobBytes);
      return (path.startsWith('/api/imports') ? 256 : 16) * 1024 * 1024;
    }),
  );
  app.route('/api/session', sessionRoutes(deps));
  app.route('/api/officers', officerRoutes(deps));
  app.route('/api/tokens', tokenRoutes(deps));
  app.use('/api/*', requireSession(deps));
  app.use('/api/*', loadCover(deps));
  app.use('/api/*', accountForReads(deps));
  app.use('/api/*', allowOnce(deps));
  app.route('/api/alliance', allianceRoutes(deps));
  app.route('/api/care', careRoutes(deps));
  app.route('/api/assignments', assignmentRoutes(deps));
  app.route('/api/cases', caseRoutes(deps));
  app.route('/api/figures', figureRoutes(deps));
  app.route('/api/keys', keyRoutes(deps));
  app.route('/api/news', newsRoutes(deps));
  app.route('/api/records', recordRoutes(deps));
  app.route('/api/kinds', kindRoutes(deps));
  app.route('/api/drafts', draftRoutes(deps));
  app.route('/api/proposals', appointmentRoutes(deps));
  app.route('/api/proposals', proposalRoutes(deps));
  app.route('/api/releases', releaseRoutes(deps, readRunRefs));
  app.route('/api/recalls', recallRoutes(deps, readRunRefs));
  app.route('/api/threats', threatRoutes(deps));
  app.route('/api/hypotheses', hypothesisRoutes(deps));
  app.route('/api/selections', selectionRoutes(deps));
  app.route('/api/imports', importRoutes(deps));
  app.route('/api/exports', exportRoutes(deps));
  app.route('/api/quarantine', quarantineRoutes(deps));
  app.route('/api/incidents', incidentRoutes(deps));
  app.route('/api/home', homeRoutes(deps));
  app.route('/api/inbox', inboxRoutes(deps));
  app.route('/api/notices', noticeRoutes(deps));
  app.route('/api/watch', watchRoutes(deps));
  app.route('/api/tasks', taskRoutes(deps));
  app.route('/api/visits', visitRoutes(deps));
  app.route('/api/blobs', blobRoutes(deps));
  app.route('/api/ferry', ferryRoutes(deps));
  app.route('/api/oversight', oversightRoutes(deps));
  app.route('/api/suspensions', suspensionRoutes(deps));
  app.route('/api/demands', demandRoutes(deps));
  app.route('/api/findings', findingRoutes(deps));
  app.route('/api/refused', refusedRoutes(deps));
  app.route('/api/alarms', alarmRoutes(deps));
  app.route('/api/peers', peerRoutes(deps));
  documentRoutes(app, '/api/openapi.json');
  app.all('/api/*', () => {
    throw new TamgaError('not-found', 'no such route');
  });
  app.route('/problems', problemRoutes(problems));
  if (deps.pages !== undefined) app.route('/', pageRoutes(deps.pages));
  return app;
}

/** What the frames of pages reach, under another name: content that others made. */
export const createContent = createContentDoor;

/** What the other participants' nodes reach. */
export function createFederation(deps: FederationDeps & Pick<Deps, 'logger'>): Hono {
  const app = new Hono();
  app.onError((error, c) => toProblem(c, error, deps.logger));
  app.use(refuseOddPaths());
  app.use(limitBody(() => 64 * 1024));
  app.route('/federation/v1', logRoutes(deps));
  app.route('/federation/v1', federationRoutes(deps));
  app.notFound(() => {
    throw new TamgaError('not-found', 'no such route');
  });
  return app;
}
