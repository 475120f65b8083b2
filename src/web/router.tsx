import type { ComponentType } from 'react';
import { createBrowserRouter } from 'react-router';
import type { RouteObject } from 'react-router';
import { OfficerMenu } from '#features/officers/views/OfficerMenu.tsx';
import { ContentPages } from './layout/ContentPages.tsx';
import { Layout } from './layout/Layout.tsx';
import { NotFoundPage, PageFailure } from './layout/PageFailure.tsx';

/** A page that is fetched when first visited. */
function page<Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) {
  return async () => ({ Component: (await load())[name] });
}

const release = {
  path: 'release',
  lazy: page(() => import('#features/releases/views/ReleaseForm.tsx'), 'ReleaseForm'),
};
const hold = { path: 'hold', lazy: page(() => import('#features/records/views/HoldForm.tsx'), 'HoldForm') };
const recall = { path: 'recall', lazy: page(() => import('#features/releases/views/RecallForm.tsx'), 'RecallForm') };

/** Every page, one line each. The release and recall forms open over the page that they stand under. */
// oxfmt-ignore
const pages: RouteObject[] = [
  { index: true, lazy: page(() => import('#features/alliance/views/AlliancePage.tsx'), 'AlliancePage') },
  { path: 'records', lazy: page(() => import('#features/records/views/RecordsPage.tsx'), 'RecordsPage') },
  { path: 'records/new', lazy: page(() => import('#features/records/views/NewRecordPage.tsx'), 'NewRecordPage') },
  { path: 'records/:participant/:id', lazy: page(() => import('#features/records/views/RecordPage.tsx'), 'RecordPage'), children: [release, recall, hold] },
  { element: <ContentPages />, children: [
    { path: 'threats', lazy: page(() => import('#features/threats/views/ThreatsPage.tsx'), 'ThreatsPage') },
    { path: 'threats/:stixId', lazy: page(() => import('#features/threats/views/ThreatPage.tsx'), 'ThreatPage') },
    { path: 'imports', lazy: page(() => import('#features/imports/views/ImportsPage.tsx'), 'ImportsPage') },
    { path: 'imports/:id', lazy: page(() => import('#features/imports/views/ImportPage.tsx'), 'ImportPage'), children: [release, recall] },
    { path: 'tasks', lazy: page(() => import('#features/tasks/views/TasksPage.tsx'), 'TasksPage') },
  ] },
  { path: 'arrivals', lazy: page(() => import('#features/federation/views/ArrivalsPage.tsx'), 'ArrivalsPage') },
  { path: 'oversight', lazy: page(() => import('#features/oversight/views/OversightPage.tsx'), 'OversightPage') },
  { path: '*', Component: NotFoundPage },
];

const common: RouteObject = { errorElement: <PageFailure />, HydrateFallback: () => null };

export const router = createBrowserRouter([
  { ...common, path: '/sign-in', lazy: page(() => import('#features/officers/views/SignInPage.tsx'), 'SignInPage') },
  { ...common, path: '/verify', lazy: page(() => import('#features/records/views/VerifyPage.tsx'), 'VerifyPage') },
  { ...common, element: <Layout officer={<OfficerMenu />} />, children: pages },
]);
