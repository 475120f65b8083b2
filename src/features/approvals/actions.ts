export { emergencyMs, foundedKey, isEmergency, judgeApproval, judgeApprovals, judgeFounding } from './rules.ts';
