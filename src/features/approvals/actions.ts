export {
  endOfEmergency,
  foldEmergency,
  aloneOnceMs,
  foundedKey,
  isEmergency,
  judgeAlone,
  judgeApproval,
  judgeApprovals,
  judgeFounding,
  startOfEmergency,
  toEmergency,
} from './rules.ts';
