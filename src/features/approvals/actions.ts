export {
  endOfEmergency,
  foldEmergency,
  foundedKey,
  isEmergency,
  judgeApproval,
  judgeApprovals,
  judgeFounding,
  startOfEmergency,
  toEmergency,
} from './rules.ts';
