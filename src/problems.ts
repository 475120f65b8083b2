import type { Catalogue } from '#platform/http/problem.ts';

/**
 * Every code that a problem of `/api` can carry, and what it means: the pages under `/problems/` and docs/problems.md. The first ones
 * are any request's; those of rules say why something was not sealed, released or taken back (docs/protocol/codes.md).
 */
export const problems: Readonly<Record<string, string>> = {
  malformed: 'The request is not in the form that is described: `detail` and `items` say where.',
  'too-large': 'The request, or a part of it, is larger than what is taken there.',
  'not-found': 'There is no such route, or nothing here of that name.',
  unauthenticated: 'Nobody is signed in, or the token or link is not valid any more.',
  'session-idle': 'The session ended because nobody did anything for too long. Sign in again.',
  forbidden: 'The role may not do this, or the request comes from another site or under a foreign name.',
  conflict: 'What was asked does not go with what is here now: `detail` says with what. Later it may.',
  refused: 'A rule refused it; there is no more special code.',
  bug: 'An error of the node itself. Its log has the trace.',
  'database-away': 'The database does not answer. Try again in a moment.',
  'disk-full': 'The node has no room left for it.',
  'too-many-attempts':
    'Too much was tried in vain from this address or with this passkey. `Retry-After` says in how many seconds to try again.',
  'too-many-requests':
    'A token asks so often within a minute and no more. `Retry-After` says in how many seconds to go on.',
  'token-ended':
    'The token is unknown, was ended or has expired, or its officer was appointed anew since. Make another.',
  'token-scope':
    'The token’s scopes do not reach so far, or no token does this; or the role has nothing of the scope to give.',
  'other-authority': 'It is another authority’s of the same participant: one of its officers does this.',
  'not-founded':
    'The authority has appointed nobody yet. Two of its node administrators and approvers appoint its officers (`/officers`, `tamga appoint`); until then who came by an invitation does nothing else.',
  'day-limit': 'One officer makes no more of these within 24 hours. `Retry-After` says in how many seconds to go on.',
  'token-limit': 'An officer has at most 10 tokens that count. End one first.',
  busy: 'Too many answers are under way. Ask again later.',
  'log-stopped': 'The node signs nothing: its log is not what it or others know of it.',
  'own-log-behind':
    'The node signs nothing: its log has fewer entries than others hold of it. Its database went back, or a copy of it ran.',
  'own-log-forked':
    'The node signs nothing: another log than its own was signed under its key. Two nodes run with one key, or somebody has it.',
  'own-log-succeeded': 'The node signs nothing: its log has ended, and the next one begins when it starts again.',
  keys: 'A private key that is needed is not in the node’s folder, or cannot be read.',
  config: 'The settings of the node do not allow it.',
  encoding: 'Bytes that should be text or JSON are not.',
  'peer-unreachable': 'Another participant’s node did not answer.',
  'peer-answer': 'Another participant’s node answered in another form than the protocol’s.',
  'request-skew': 'The clock of who asked is too far off.',
  'request-replayed': 'The very same signed request came before.',
  'not-running': 'The node is not running.',

  'key-malformed': 'The Idempotency-Key is not 16 to 100 letters, digits, hyphens and underscores.',
  'key-reused': 'The Idempotency-Key was used for another request. Take a new one.',
  'key-busy': 'The request with this Idempotency-Key is still being worked on. Ask again in a moment.',
  'key-unanswered': 'The request with this Idempotency-Key was done, and its answer was lost: look for what it made.',
  'key-limit': 'Too many Idempotency-Keys of this officer are kept. Each is forgotten after a day.',

  'draft-limit': 'An officer keeps at most 50 drafts. Finish or discard one first.',
  'request-limit':
    'At most 50 requests of one officer for an assignment wait. Take one back first, or have them answered.',
  'proposal-limit': 'At most 50 proposals of one officer wait. Withdraw one first, or have them decided.',
  'preview-over':
    'The preview is over: its four minutes are gone, its record is sealed, or it is another officer’s. Look again at what is sealed.',
  'not-shown': 'A file of this type, or of this size, is not shown: save it.',

  'shift-time': 'The shift is over already, longer than 48 hours, or more than 400 days away.',
  'shift-twice': 'The officer is on duty in these hours already.',
  'own-note': 'Who wrote a hand-over note does not take over by it: whoever comes does.',
  'taken-over': 'Somebody has taken over by this note, or it is for another officer.',

  'replaced-already':
    'Another officer corrected the same record meanwhile: `detail` names the correction. Read that one, and correct it instead.',

  'mail-domain':
    'The address is in no domain in which the operator of the node lets officers of this authority be told.',

  'selection-limit': 'An officer keeps at most 100 selections. Delete one first.',
  'selection-name': 'The officer has another selection of this name.',
  'selection-owner': 'Only who saved a selection changes or deletes it.',

  unassigned: 'The content is guarded, and the officer has no assignment to it: ask for one.',
  assignment: 'The assignment cannot be given or ended so: `detail` says what of it.',
  'assignment-self': 'Nobody assigns himself: another officer does.',

  'no-such-officer': 'The node has no officer of this name in this role: `detail` names those that there are.',
  'authority-ended': 'The authority has ended. Where it has a successor, `detail` names it.',
  'SG-26':
    'A hypothesis leaves out what speaks against it, rests on nothing, or calls somebody what only a final judgment may; or what speaks against it, or what an assessment weighs, may not go to this recipient, or into this file.',
  about: 'It is about a record that is not here, or of a kind about which that cannot be said.',
  subject: 'There are no hypotheses about objects of this type.',
  attribution: 'Nothing is attributed to an object of this type.',
  'own-opinion': 'Who wrote something has no opinion about it: correct or withdraw it instead.',
  prefers: 'The assessment prefers a hypothesis that it does not weigh.',
  'other-officer': 'Who imported a bulk of persons does not let it in: another officer does, or nobody.',
  decided: 'The proposal was sealed, withdrawn or refused before, or lapsed.',
  approvals: 'Nobody has to approve a record of this kind, and yet it bears approvals.',
  approval:
    'The assertion does not hold: `detail` says what of it. The passkey signed other bytes, at another site, or without asking its owner.',
  'approval-stopped': 'The passkey was stopped, by its officer or an administrator: two have to appoint another one.',
  'approval-void':
    'An approval that was given counts no more: its passkey was stopped or counted backwards, or its officer was dismissed or appointed with another. End the proposal; who acts now, with an appointed passkey, proposes it again.',
  'approval-named':
    'The proposal takes this officer out of office: others approve or refuse it. Who leaves proposes it, and another approves.',
  'approval-counter':
    'The passkey counted backwards: there may be a copy of it. It approves nothing any more; have another appointed.',
  'approval-missing':
    'Records of this kind are sealed once the officers whom the kind asks for have approved the very bytes: propose it first (`tamga propose`).',
  'approval-author': 'The first to approve is the officer who wrote it.',
  'approval-twice': 'One person approves once: the other approval is for somebody else to give.',
  'approval-role':
    'The officer’s role is none of those that approve this kind, or the officer is of another authority.',
  'approval-unknown': 'No appointment that is known gives the officer this passkey.',
  'approval-ended': 'The officer was not appointed yet, or no longer, when the record was written.',
  'approval-software': 'A program’s passkey counts in a demonstration alone.',
  'approval-unattested': 'No maker vouches for the passkey; measures take one that is attested.',
  'approval-young': 'The passkey was enrolled less than a day before; measures take an older one.',
  'not-emergency':
    'The record is nothing that one officer of this authority put into force, or has another digest: there is nothing to confirm.',
  'handled-otherwise':
    'What confirms an act that one officer put into force has the marking, basis, purpose, last day and case of that act. Propose it by the act (`tamga confirm`).',
  'emergency-over':
    'The 24 hours of the act that one officer put into force are over: it has lapsed. Propose it anew, with two.',
  'emergency-again':
    'The same officer put an act of this kind into force alone within the last seven days, and nobody confirmed it. Have a second person confirm the earlier one while its 24 hours run, or propose this one and have two approve it.',
  founded:
    'The authority appointed its first officers before, under the same key. Who is appointed now is approved by those who are.',
  'officer-ended': 'The officer acts no longer: dismissed, or the last day of the appointment is over.',
  'officer-differs': 'The officer of this number is somebody else, or in another role. Take a number of its own.',
  'passkey-needed':
    'The account is known, and no passkey of it is appointed yet: register one, and two officers approve the appointment.',
  oidc: 'The identity provider did not confirm the sign-in, or another browser began it. Begin again.',
  'oidc-unknown': 'No officer here has this account of the identity provider. An administrator says whose it is.',
  'no-identity-provider': 'This node has no identity provider.',
  'identity-provider': 'The identity provider does not answer as it should.',
  passkey: 'What the passkey said does not hold: at another page, too late, or over another question. Try again.',
  'passkey-stopped': 'The passkey was stopped, by its officer or an administrator: two have to appoint another one.',
  'passkey-unknown':
    'No appointment gives anybody here this passkey. One that was registered counts once two have approved the appointment.',
  invitation: 'The invitation was used, has expired, or a newer one took its place. An administrator makes another.',
  enrolment: 'The passkey cannot be registered: `detail` says why.',
  'passkey-unregistered':
    'The appointment names a passkey that this officer did not register here with this key, or that was stopped. Invite the officer, and appoint what was registered (`tamga appoint`).',
  'nothing-to-appoint': 'The officer registered no passkey since the last appointment. Invite the officer first.',
  'SG-28': 'What belongs to an exercise does not leave it, and live work does not enter it.',
  'SG-30': 'The base classification is higher than what this alliance exchanges.',
  tlp: 'The TLP label is none of the alliance’s, or forbids this recipient, or any file.',
  basis: 'The legal basis is none that the profile names.',
  purpose: 'The purpose is none that the profile names.',
  retention: 'The retention is longer than the profile allows, or over already.',
  'missing-marking': 'The kind needs a marking.',
  'missing-basis': 'A legal basis is missing.',
  'missing-purpose': 'A purpose is missing.',
  'missing-retainUntil': 'A last day of retention is missing.',
  'kind-unknown': 'This node knows no such kind.',
  version: 'The version of the kind is unknown here.',
  needs: 'The record needs something that this node does not have.',
  profile: 'The record names another profile than the one that counts.',
  'author-unknown': 'The authority is none of its participant’s directory.',
  membership: 'The participant does not take part now.',
  'node-key': 'Only the node itself says this, or the node may not say it.',
  officers: 'The officers that are named cannot have made it.',
  to: 'The kind needs a recipient, or may not have one.',
  replaces: 'What it would replace is not its author’s, or of another kind.',
  'not-author': 'Only the author does this with a record.',
  case: 'The case does not fit: unknown, or not one for this kind.',
  body: 'The content is not in the form that its kind has.',
  'stix-id': 'The object’s identifier is not one of STIX 2.1.',
  'stix-time': 'A timestamp of the object is not one of STIX 2.1.',
  suspended: 'Oversight has suspended the kind.',
  blobs: 'This kind names no files.',
  'blob-size': 'The length that is named is not the file’s.',
  'blob-absent': 'The file is not here, or another authority handed it in.',
  'blob-lost': 'The file was here and is lost.',
  recipient: 'The recipient is no participant, or this node itself.',
  authority: 'The authority is not the recipient’s, or cannot read.',
  control: 'Records of this kind are addressed, never released.',
  confidential: 'The kind is not released to anybody.',
  destroyed: 'Its content is destroyed.',
  'record-unknown': 'There is no such record here, or two claim its name.',
  'not-released': 'None of these records is released to that recipient.',
  digest: 'The digest is not the record’s.',
  misaddressed: 'The file, or a record in it, is for another participant.',
  'own-record': 'A hold is for what another participant wrote.',
  'hold-until': 'A hold ends between today and five years from now.',

  'not-oversight': 'Only an oversight participant does this.',
  suspension: 'The suspension is longer than the profile allows, or its end has passed.',
  checkpoint: 'No checkpoint of that log is here, or it is not of that log.',
  leaves: 'Leaves that the log does not have, or too many, or none that a finding could be made of.',
  deadline: 'The deadline is shorter than the profile allows, or has passed.',
  demand: 'The demand is not of this participant, or unknown here.',
  referral: 'The authority has not ended, has no successor, or nothing is left to refer.',

  empty: 'The text has no objects.',
  'not-stix': 'The text is no STIX 2.1 bundle or object.',
  'not-misp': 'The text is no MISP event.',
  'too-many-events': 'The text has more MISP events than one import takes.',
  belongs: 'It belongs to a record that the recipient does not have, and goes only to who has that.',
  lang: 'A translation says into which language.',
  'source-marking': 'The source gave it a narrower label than the one that is asked for.',
  'source-purpose': 'A translation is for the purpose of its original.',
  syntax: 'The text is not JSON.',
  'bad-utf8': 'The text is not UTF-8.',
  'too-deep': 'The JSON is nested too deeply.',
  'too-many': 'The JSON has too many values.',
  'duplicate-member': 'A member of an object is given twice.',
  'forbidden-member': 'A member has a name that is not allowed.',
  'lone-surrogate': 'A text holds half of a character.',
  'unsafe-number': 'A number is larger than all readers keep exactly.',
  'imports-waiting': 'So many imports, or so many bytes of them, wait for their turn: let them end, or cancel one.',
  'key-range': 'The key did not count at that place of the log.',

  kind: 'Only objects are exported; a record of another kind is none.',
  verdict: 'The record was not accepted here: it waits for others, or is quarantined.',
  withheld: 'Its author took it back, and it is kept unread under a hold.',
  'no-content': 'The content is not here.',
  readers: 'The content is for officers of another authority.',
  'no-key': 'The content is encrypted for a key that is not in the node’s folder.',
  broken: 'What is stored is not what was stored: the content does not open.',
  marking: 'No label could travel with it.',
  'SG-07':
    'It is about a person: it leaves by its own record’s ref or within its case, and by no search; no hypothesis, finding or opinion is about one, and it is not connected or compared.',
  'SG-11': 'It was given for another purpose than it is to be taken out for; that needs the consent of who wrote it.',
  'SG-13':
    'Too many objects about persons at once: nobody here makes a register of them. A bulk that came waits for an officer’s decision.',

  'blobs-full': 'Files of that participant take all the room that they may.',
  damaged: 'The ferry file is not what was written.',
  alliance: 'It is of another alliance.',
  from: 'Who wrote it is no other participant.',
  seal: 'The seal does not verify.',
  stopped: 'Exchange with that participant is stopped: see the alarms.',
  gap: 'Files before this one are missing.',
  replayed: 'Everything in the file is here already.',
  stale: 'The file is older than what came after it.',
};

/** How problems of `/api` tell what they are. */
export const catalogue: Catalogue = {
  titleOf: (code) => problems[code]?.split(/[.:;](?= |$)/, 1)[0] ?? code,
  typeOf: (code) => (code in problems ? `/problems/${code}` : 'about:blank'),
};
