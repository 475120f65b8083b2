/** What to do next about a problem, in kinds of a few words each; a page that knows better says it itself (`advise`). */
export const steps = [
  'wait',
  'signIn',
  'askRole',
  'gone',
  'changed',
  'tooLarge',
  'correct',
  'rule',
  'later',
  'administrator',
  'peer',
  'appointed',
  'confirmEarlier',
  'otherSigns',
  'otherAssigns',
  'anew',
] as const;
export type Step = (typeof steps)[number];

/** Codes about which something else is to be done than their status says. */
const byCode: ReadonlyMap<string, Step> = new Map<string, Step>([
  ['no-answer', 'wait'],
  ['database-away', 'wait'],
  ['disk-full', 'administrator'],
  ['authority-ended', 'administrator'],
  ['other-authority', 'rule'],
  ['not-founded', 'appointed'],
  ['keys', 'administrator'],
  ['config', 'administrator'],
  ['not-shown', 'correct'],
  ['blob-lost', 'administrator'],
  ['passkey-unknown', 'appointed'],
  ['officer-ended', 'administrator'],
  ['emergency-again', 'confirmEarlier'],
  ['emergency-over', 'anew'],
  ['approval-twice', 'otherSigns'],
  ['assignment-self', 'otherAssigns'],
]);

const byStatus: ReadonlyMap<number, Step> = new Map<number, Step>([
  [0, 'wait'],
  [400, 'correct'],
  [401, 'signIn'],
  [403, 'askRole'],
  [404, 'gone'],
  [409, 'changed'],
  [413, 'tooLarge'],
  [422, 'rule'],
  [429, 'later'],
  [502, 'peer'],
  [507, 'administrator'],
]);

/** Every problem has a next step, also one of a code that these pages do not know. */
export const stepOf = ({ code, status }: { code: string; status: number }): Step =>
  byCode.get(code) ?? byStatus.get(status) ?? 'administrator';
