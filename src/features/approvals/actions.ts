export {
  endOfEmergency,
  foldEmergency,
  foundedKey,
  isEmergency,
  judgeApproval,
  judgeApprovals,
  judgeFounding,
  toEmergency,
} from './rules.ts';
