/**
 * Why a rule refuses, in words that are the rule's and never the draft's: what an officer wrote, or another node sent, must
 * not travel on in the account of its refusal.
 */
const words: Readonly<Record<string, string>> = {
  'SG-28': 'it belongs to another realm: exercises and live matters do not mix',
  'SG-30': 'its marking is none that may travel: state secrets are not exchanged',
  authority: 'the authority is none of the recipient, or nothing can be encrypted to it',
  basis: 'the profile has no such article',
  body: 'its content does not have the form of its kind',
  case: 'the case that it names is none',
  confidential: 'confidential records do not go to a participant of this class',
  control: 'a control record is not released or recalled',
  destroyed: 'its content was destroyed',
  digest: 'it names a record by another digest',
  'kind-unknown': 'this node does not know the kind',
  membership: 'a participant does not take part at this time',
  'missing-basis': 'no legal basis is named',
  'missing-marking': 'it has no marking',
  'missing-purpose': 'no purpose is named',
  'missing-retainUntil': 'no end of retention is named',
  needs: 'it needs what this node does not understand',
  'node-key': 'the node’s own key seals only what is the node’s to say, and seals all of that',
  'not-author': 'only the participant that wrote a record releases or recalls it',
  'not-released': 'nothing of it is released to the recipient',
  officers: 'no officer of its authority acted',
  profile: 'it was made under a profile that this node does not hold',
  purpose: 'the profile has no such purpose',
  recipient: 'the recipient is no other participant',
  'record-unknown': 'it names a record that is not here',
  'ref-conflict': 'two records bear one ref',
  replaces: 'it replaces what is not its author’s own, or is of another kind',
  retention: 'its retention is over before it begins',
  'source-marking': 'its source gave it a narrower label',
  suspended: 'oversight has suspended cases of this type',
  tlp: 'its label does not allow it, or is none of the profile',
  to: 'it names a recipient and must not, or names none and must',
  'too-large': 'it is too large',
  unreadable: 'this node failed to read it',
  version: 'this node does not know this version of its kind',
};

export const wordsFor = (code: string): string => words[code] ?? 'the rule with this code refuses it';
