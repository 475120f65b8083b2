import { lazy, Suspense } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { createBrowserRouter } from 'react-router';
import type { RouteObject } from 'react-router';
import { Guide } from '#features/guide/views/Guide.tsx';
import { HelpMenu } from '#features/guide/views/HelpMenu.tsx';
import { OfficerMenu } from '#features/officers/views/OfficerMenu.tsx';
import { learnAll } from './i18n/language.ts';
import { ContentPages } from './layout/ContentPages.tsx';
import { Layout } from './layout/Layout.tsx';
import { NotFoundPage, PageFailure } from './layout/PageFailure.tsx';

/** Fetched by whoever has not signed in yet, or may do nothing else yet: for everybody else it is no part of the first page. */
const SignInWays = lazy(async () => ({
  default: (await import('#features/officers/views/SignInWays.tsx')).SignInWays,
}));
const LimitedPage = lazy(async () => ({
  default: (await import('#features/officers/views/LimitedPage.tsx')).LimitedPage,
}));
const later = (part: ReactNode) => <Suspense fallback={null}>{part}</Suspense>;

/** A page that is fetched when first visited, with the words of all pages. */
function page<Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) {
  return async () => {
    const [found] = await Promise.all([load(), learnAll()]);
    return { Component: found[name] };
  };
}

/** One at which a visit may begin: it says nothing but what `first-messages.ts` has. */
function firstPage<Name extends string, Props = object>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
) {
  return async () => ({ Component: (await load())[name] });
}

/** The first page after signing in: what changed since yesterday, over the alliance. */
async function home() {
  const homePage = firstPage(() => import('#features/home/views/HomePage.tsx'), 'HomePage');
  const alliance = firstPage(() => import('#features/alliance/views/AtHome.tsx'), 'AtHome');
  const [{ Component: Home }, { Component: AtHome }] = await Promise.all([homePage(), alliance()]);
  return { element: <Home around={(news) => <AtHome news={news} />} /> };
}

/** A case, with the panel that proves all of it. */
async function casePage() {
  const [{ CasePage }, { VerifyCase }] = await Promise.all([
    import('#features/cases/views/CasePage.tsx'),
    import('#features/records/views/VerifyCase.tsx'),
    learnAll(),
  ]);
  return { element: <CasePage verify={VerifyCase} /> };
}

const release = {
  path: 'release',
  lazy: page(() => import('#features/releases/views/ReleaseForm.tsx'), 'ReleaseForm'),
};
const hold = { path: 'hold', lazy: page(() => import('#features/records/views/HoldForm.tsx'), 'HoldForm') };
const translate = {
  path: 'translate',
  lazy: page(() => import('#features/translations/views/TranslateForm.tsx'), 'TranslateForm'),
};
const recall = { path: 'recall', lazy: page(() => import('#features/releases/views/RecallForm.tsx'), 'RecallForm') };

const resume = {
  path: 'resume/:participant',
  lazy: page(() => import('#features/federation/views/ResumeForm.tsx'), 'ResumeForm'),
};
const demand = { path: 'demand', lazy: page(() => import('#features/oversight/views/DemandForm.tsx'), 'DemandForm') };
const suspend = {
  path: 'suspend',
  lazy: page(() => import('#features/oversight/views/SuspendForm.tsx'), 'SuspendForm'),
};
const lift = { path: 'lift/:kind', lazy: page(() => import('#features/oversight/views/LiftForm.tsx'), 'LiftForm') };
const finding = {
  path: 'finding',
  lazy: page(() => import('#features/oversight/views/FindingForm.tsx'), 'FindingForm'),
};
const open = { path: 'open', lazy: page(() => import('#features/oversight/views/OpenForm.tsx'), 'OpenForm') };

// oxfmt-ignore
const decide: RouteObject[] = [
  { path: 'approve', lazy: page(() => import('#features/proposals/views/ApproveForm.tsx'), 'ApproveForm') },
  { path: 'end', lazy: page(() => import('#features/proposals/views/EndForm.tsx'), 'EndForm') },
  { path: 'emergency', lazy: page(() => import('#features/proposals/views/EmergencyForm.tsx'), 'EmergencyForm') },
];

// oxfmt-ignore
const officers: RouteObject[] = [
  { path: 'invite', lazy: page(() => import('#features/officers/views/InviteForm.tsx'), 'InviteForm') },
  { path: 'appoint/:officer', lazy: page(() => import('#features/officers/views/AppointForm.tsx'), 'AppointForm') },
  { path: 'recover/:officer', lazy: page(() => import('#features/officers/views/RecoverForm.tsx'), 'RecoverForm') },
  { path: 'dismiss/:officer', lazy: page(() => import('#features/officers/views/DismissForm.tsx'), 'DismissForm') },
];

const token = { path: 'token', lazy: page(() => import('#features/officers/views/TokenForm.tsx'), 'TokenForm') };
// oxfmt-ignore
const assignments: RouteObject[] = [
  { path: 'give', lazy: page(() => import('#features/assignments/views/AssignForm.tsx'), 'AssignForm') },
  { path: 'ask', lazy: page(() => import('#features/assignments/views/AskForm.tsx'), 'AskForm') },
  { path: 'end/:participant/:id', lazy: page(() => import('#features/assignments/views/EndForm.tsx'), 'EndForm') },
];

const notices = {
  path: 'notices',
  lazy: page(() => import('#features/notices/views/NoticeForm.tsx'), 'NoticeForm'),
};

const handOver = {
  path: ':kind/:id/hand-over',
  lazy: page(() => import('#features/inbox/views/HandOverForm.tsx'), 'HandOverForm'),
};

// oxfmt-ignore
const watch: RouteObject[] = [
  { path: 'plan', lazy: page(() => import('#features/watch/views/PlanForm.tsx'), 'PlanForm') },
  { path: 'note', lazy: page(() => import('#features/watch/views/NoteForm.tsx'), 'NoteForm') },
  { path: 'call', lazy: page(() => import('#features/watch/views/CallForm.tsx'), 'CallForm') },
  { path: 'test/:participant/:contact', lazy: page(() => import('#features/watch/views/TestForm.tsx'), 'TestForm') },
];

const about = ':participant/:id';
// oxfmt-ignore
const said: RouteObject[] = [
  { path: 'state', lazy: page(() => import('#features/hypotheses/views/StateForm.tsx'), 'StateForm') },
  { path: 'assess', lazy: page(() => import('#features/hypotheses/views/AssessForm.tsx'), 'AssessForm') },
  { path: `evidence/${about}`, lazy: page(() => import('#features/hypotheses/views/EvidenceForm.tsx'), 'EvidenceForm') },
  { path: `opinion/${about}`, lazy: page(() => import('#features/hypotheses/views/OpinionForm.tsx'), 'OpinionForm') },
  { path: `dissent/${about}`, lazy: page(() => import('#features/hypotheses/views/DissentForm.tsx'), 'DissentForm') },
  { path: `withdraw/${about}`, lazy: page(() => import('#features/hypotheses/views/WithdrawForm.tsx'), 'WithdrawForm') },
];

/** Every page, one line each. Forms such as release and recall open over the page that they stand under. */
// oxfmt-ignore
const pages: RouteObject[] = [
  { path: '', lazy: home, children: [resume] },
  { path: 'alliance', lazy: page(() => import('#features/alliance/views/AlliancePage.tsx'), 'AlliancePage') },
  { path: 'records', lazy: page(() => import('#features/records/views/RecordsPage.tsx'), 'RecordsPage') },
  { path: 'records/new', lazy: page(() => import('#features/records/views/NewRecordPage.tsx'), 'NewRecordPage') },
  { path: 'records/recount', lazy: page(() => import('#features/records/views/RecountPage.tsx'), 'RecountPage') },
  { path: 'beside/:code', lazy: page(() => import('#features/visits/views/BesidePage.tsx'), 'BesidePage') },
  { path: 'records/:participant/:id/print', lazy: page(() => import('#features/records/views/PrintPage.tsx'), 'PrintPage') },
  { path: 'records/:participant/:id', lazy: page(() => import('#features/records/views/RecordPage.tsx'), 'RecordPage'), children: [release, recall, hold, translate] },
  { path: 'cases/:participant/:id', lazy: casePage },
  { path: 'inbox', lazy: page(() => import('#features/inbox/views/InboxPage.tsx'), 'InboxPage'), children: [handOver, notices] },
  { path: 'watch', lazy: page(() => import('#features/watch/views/WatchPage.tsx'), 'WatchPage'), children: watch },
  { path: 'proposals', lazy: page(() => import('#features/proposals/views/ProposalsPage.tsx'), 'ProposalsPage') },
  { path: 'proposals/:id', lazy: page(() => import('#features/proposals/views/ProposalPage.tsx'), 'ProposalPage'), children: decide },
  { element: <ContentPages />, children: [
    { path: 'threats', lazy: page(() => import('#features/threats/views/ThreatsPage.tsx'), 'ThreatsPage') },
    { path: 'threats/matrix', lazy: page(() => import('#features/threats/views/MatrixPage.tsx'), 'MatrixPage') },
    { path: 'threats/:stixId', lazy: page(() => import('#features/threats/views/ThreatPage.tsx'), 'ThreatPage') },
    { path: 'threats/:stixId/graph', lazy: page(() => import('#features/threats/views/GraphPage.tsx'), 'GraphPage') },
    { path: 'threats/:stixId/hypotheses', lazy: page(() => import('#features/hypotheses/views/HypothesesPage.tsx'), 'HypothesesPage'), children: said },
    { path: 'imports', lazy: page(() => import('#features/imports/views/ImportsPage.tsx'), 'ImportsPage') },
    { path: 'imports/:id', lazy: page(() => import('#features/imports/views/ImportPage.tsx'), 'ImportPage'), children: [release, recall] },
    { path: 'quarantine', lazy: page(() => import('#features/quarantine/views/QuarantinePage.tsx'), 'QuarantinePage') },
    { path: 'tasks', lazy: page(() => import('#features/tasks/views/TasksPage.tsx'), 'TasksPage') },
  ] },
  { path: 'assignments', lazy: page(() => import('#features/assignments/views/AssignmentsPage.tsx'), 'AssignmentsPage'), children: assignments },
  { path: 'figures', lazy: page(() => import('#features/figures/views/FiguresPage.tsx'), 'FiguresPage') },
  { path: 'officers', lazy: page(() => import('#features/officers/views/OfficersPage.tsx'), 'OfficersPage'), children: officers },
  { path: 'account', lazy: page(() => import('#features/officers/views/AccountPage.tsx'), 'AccountPage'), children: [token] },
  { path: 'settings', lazy: page(() => import('#features/care/views/SettingsPage.tsx'), 'SettingsPage') },
  { path: 'arrivals', lazy: page(() => import('#features/federation/views/ArrivalsPage.tsx'), 'ArrivalsPage') },
  { path: 'oversight', lazy: page(() => import('#features/oversight/views/OversightPage.tsx'), 'OversightPage'), children: [demand, suspend, lift, finding] },
  { path: 'oversight/demands/:participant/:id', lazy: page(() => import('#features/oversight/views/DemandPage.tsx'), 'DemandPage'), children: [open, finding] },
  { path: '*', Component: NotFoundPage },
];

const common: RouteObject = { errorElement: <PageFailure />, HydrateFallback: () => null };

export const router = createBrowserRouter([
  {
    ...common,
    path: '/sign-in',
    lazy: firstPage(() => import('#features/officers/views/SignInPage.tsx'), 'SignInPage'),
  },
  { ...common, path: '/enrol', lazy: page(() => import('#features/officers/views/EnrolPage.tsx'), 'EnrolPage') },
  { ...common, path: '/verify', lazy: page(() => import('#features/records/views/VerifyPage.tsx'), 'VerifyPage') },
  {
    ...common,
    element: (
      <Layout
        officer={<OfficerMenu />}
        signIn={later(<SignInWays />)}
        limited={later(<LimitedPage />)}
        help={<HelpMenu />}
        guide={<Guide />}
      />
    ),
    children: pages,
  },
]);
