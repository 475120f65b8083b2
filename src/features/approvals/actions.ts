export {
  endOfEmergency,
  foldEmergency,
  aloneOnceMs,
  foundedKey,
  isBefore,
  isEmergency,
  judgeAlone,
  judgeApproval,
  judgeApprovals,
  judgeFounding,
  startOfEmergency,
  toEmergency,
} from './rules.ts';
