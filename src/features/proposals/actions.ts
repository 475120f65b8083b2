export { appointDemoOfficers } from './actions/appoint-demo.ts';
export { approveProposal, putIntoForce } from './actions/approve.ts';
export type { Approved } from './actions/approve.ts';
export { endProposal } from './actions/end-proposal.ts';
export { propose } from './actions/propose.ts';
export { proposeConfirmation } from './actions/propose-confirmation.ts';
export { listProposals, readProposal } from './actions/read-proposals.ts';
export { lapseProposals } from './store.ts';
export { proposeAppointment, proposeDismissal } from './actions/propose-appointment.ts';
