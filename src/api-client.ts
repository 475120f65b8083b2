// Made from the description of the API by `node tools/describe.ts`: copy it, it needs nothing but `fetch`.
/* eslint-disable */

export type Alliance = { alliance: { id: string; name: string; names: { [member: string]: unknown }; profile: number; digest: string }; self: string; participants: Array<{ code: string; name: string; names: { [member: string]: unknown }; class: string; standing: "standing" | "not-yet" | "suspended" | "left" | "none"; lastContactAt: string | null; lastFailure: { at: string; code: string | null; why: string | null } | null; stopped: boolean; log: number; logSize: number | null; logBefore: { log: number; size: number; at: string } | null; checkpointAt: string | null; address: string | null; directory: number | null }>; alarms: Array<{ id: number; at: string; participant: string; code: string; why: string; provable: boolean | null; resumed: { at: string; by: string; reason: string } | null }>; recipients: Array<string> };
export type ApiToken = { id: string; officer: string; name: string; scopes: Array<"read" | "export" | "import" | "propose" | "submit">; madeAt: string; expiresAt: string; usedAt: string | null; endedAt: string | null; endedBy: string | null; state: "live" | "ended" | "expired" | "renewed" };
export type ApprovedProposal = { proposal: ProposalSummary; sealed: Submission | null };
export type Assertion = { credential: string; authenticatorData: string; clientData: string; signature: string };
export type Assignment = { ref: string; officer: string; giver: string; covers: "desk" | "case" | "inquiry"; subject: string | null; purpose: string; since: string; until: string; reason: string | null; state: "coming" | "open" | "ended" | "over"; endedAt: string | null; endedBy: string | null; endReason: string | null };
export type AssignmentRequest = { id: number; officer: string; covers: "desk" | "case" | "inquiry"; subject: string | null; purpose: string; reason: string; at: string; state: "open" | "given" | "refused" | "taken-back"; answeredAt: string | null; answeredBy: string | null; answer: string | null };
export type Board = { object: string; name: string | null; hypotheses: Array<{ ref: string; author: string; at: string; marking: { tlp: string; base: string; pap?: string } | null; withdrawn: { ref: string; at: string; reason: string } | null; question: string; statement: string; term: "reported" | "suspected" | "alleged"; confidence: { value: number; words: string }; attributed: { name: string; class: "individual" | "group" | "system" | "organization" | "class" | "unknown"; object: string | null } | null; held: string; noneAgainst: string | null; versions: Array<string>; opinions: Array<{ ref: string; author: string; at: string; marking: { tlp: string; base: string; pap?: string } | null; withdrawn: { ref: string; at: string; reason: string } | null; opinion: "strongly-disagree" | "disagree" | "neutral" | "agree" | "strongly-agree"; explanation: string; earlier: boolean }> }>; matrix: Array<{ key: string; summary: string; cites: string | null; cells: Array<Array<{ ref: string; author: string; at: string; marking: { tlp: string; base: string; pap?: string } | null; withdrawn: { ref: string; at: string; reason: string } | null; summary: string; cites: string | null; direction: "for" | "against" | "neutral"; weight: "weak" | "moderate" | "strong"; grade: string; gradeReason: string; earlier: boolean }>> }>; assessments: Array<{ ref: string; author: string; at: string; marking: { tlp: string; base: string; pap?: string } | null; withdrawn: { ref: string; at: string; reason: string } | null; question: string; judgement: string; term: "reported" | "suspected" | "alleged"; confidence: { value: number; words: string }; participants: Array<string>; considered: Array<string>; prefers: string | null; against: string; held: string; versions: Array<string>; dissents: Array<{ ref: string; author: string; at: string; marking: { tlp: string; base: string; pap?: string } | null; withdrawn: { ref: string; at: string; reason: string } | null; reason: string; confidence: { value: number; words: string } | null; earlier: boolean }>; opinions: Array<{ ref: string; author: string; at: string; marking: { tlp: string; base: string; pap?: string } | null; withdrawn: { ref: string; at: string; reason: string } | null; opinion: "strongly-disagree" | "disagree" | "neutral" | "agree" | "strongly-agree"; explanation: string; earlier: boolean }> }>; opinions: Array<{ ref: string; author: string; at: string; marking: { tlp: string; base: string; pap?: string } | null; withdrawn: { ref: string; at: string; reason: string } | null; opinion: "strongly-disagree" | "disagree" | "neutral" | "agree" | "strongly-agree"; explanation: string; earlier: boolean }>; remarks: Array<Remark>; remarksCut: boolean; withheld: number; cut: boolean };
export type Care = { floor: Array<"fold" | "blur" | "grey" | "mute">; own: Array<"fold" | "blur" | "grey" | "mute">; holds: Array<"fold" | "blur" | "grey" | "mute"> };
export type Case = { ref: string; more: boolean; incident: { state: "NOTIFIED" | "CORRELATED" | "WARNING_ISSUED"; members: number; warnings: number; hosts: number } | null; thread: Array<{ ref: string; parent: string | null }>; events: Array<{ at: string; what: "sealed" | "written" | "arrived" | "released" | "recalled" | "confirmed"; ref: string; kind: string; author: string; officers: Array<string>; issuedAt: string; to: string | null; status: string | null; of: Array<string>; followed: Array<string> }>; releases: Array<{ record: string; ref: string; to: string; at: string; recalledAt: string | null; receipts: Array<{ ref: string; status: string; at: string }> }>; waiting: Array<{ id: string; ref: string; kind: string; title: string | null; disturbing: boolean; destroyed: boolean; author: string; officer: string; madeAt: string; expiresAt: string; state: "open" | "sealed" | "withdrawn" | "refused" | "lapsed"; decidedAt: string | null; decidedBy: string | null; reason: string | null; emergency: { state: "in-force" | "confirmed" | "lapsed"; until: string; confirmation: string | null } | null; places: Array<{ roles: Array<"case-officer" | "legal-reviewer" | "approver" | "duty-officer" | "finance-analyst" | "evidence-custodian" | "examiner" | "rights-officer" | "spokesperson" | "exercise-controller" | "auditor" | "node-admin">; by: string | null; at: string | null }>; isMine: boolean; names: Array<string> }>; steps: Array<Step>; records: Array<RecordSummary> };
export type Colleague = { id: string; name: string | null; role: "case-officer" | "legal-reviewer" | "approver" | "duty-officer" | "finance-analyst" | "evidence-custodian" | "examiner" | "rights-officer" | "spokesperson" | "exercise-controller" | "auditor" | "node-admin" };
export type Comparison = { id: string; from: { ref: string; author: string; modified: string | null }; to: { ref: string; author: string; modified: string | null }; sameText: boolean; changes: Array<MemberChange> };
export type ContactPoint = { participant: string; contact: string; authority: string; name: string; names: { [member: string]: unknown }; hours: string; languages: Array<string>; telephone: string | null; email: string | null; last: { officer: string; at: string; way: string; answered: boolean; note: string | null } | null; lastAnsweredAt: string | null; due: string | null; state: "tested" | "unanswered" | "overdue" };
export type Counted = { ref: string; at: string; count: number };
export type Demand = { ref: string; by: string; participant: string; at: string; deadline: string; size: number; sampled: boolean; asked: number; opened: number; wrong: number; answeredAt: string | null; state: "waiting" | "opened" | "overdue" | "wrong"; findings: number };
export type Deputy = { officer: string; deputy: string; firstDay: string; lastDay: string };
export type DocumentVersion = { kind: "profile" | "directory" | "succession"; participant: string | null; number: number; digest: string; previous: string | null; issuedAt: string | null; by: Array<string>; learnedFrom: string | null; learnedAt: string | null; changes: Array<{ path: Array<string>; before: string | null; after: string | null }>; more: number; ended: { size: number; next: number } | null };
export type DraftSummary = { form: string; address: string; version: number; savedAt: string };
export type Due = { from: string; to: string; kind: string; owed: number | null; given: number; newestAt: string | null };
export type Enrolled = { officer: string; attestation: "attested" | "none" | "software"; mayEnter: boolean };
export type EnrolmentOptions = { officer: { id: string; name: string; authority: string; role: "case-officer" | "legal-reviewer" | "approver" | "duty-officer" | "finance-analyst" | "evidence-custodian" | "examiner" | "rights-officer" | "spokesperson" | "exercise-controller" | "auditor" | "node-admin" }; publicKey: { rp: { id: string; name: string }; user: { id: string; name: string; displayName: string }; challenge: string; pubKeyCredParams: Array<{ type: "public-key"; alg: number }>; timeout: number; excludeCredentials: Array<{ id: string; type: "public-key" }>; authenticatorSelection: { residentKey: "required"; requireResidentKey: true; userVerification: "required" }; attestation: "direct" } };
export type Explored = { nodes: Array<{ id: string; type: string; name: string | null; revoked: boolean; here: boolean; steps: number; via: number | null }>; lines: Array<{ from: number; to: number; relation: string; author: string; revoked: boolean; held: string | null }>; complete: boolean };
export type ExportPlan = { objects: number; bytes: number; references: number; hypotheses: number; otherPurpose: { records: number; purposes: Array<string> }; notTaken: number; attributions: number; remarks: number; refusedCount: number; refused: Array<{ ref: string; code: string; why: string }> };
export type Figure = { figure: "refused" | "emergency" | "read"; code: string; participant: string; month: string; count: number; records: number };
export type Finding = { ref: string; by: string; participant: string; at: string; demand: string | null; leaves: number };
export type GraphLink = { from: string; to: string; relation: string; by: string; ref: string; author: string; revoked: boolean; held: string | null };
export type GraphNode = { id: string; type: string; name: string | null; revoked: boolean; here: boolean };
export type Home = { since: string; keptTo: string; arrived: { count: number; atLeast: boolean }; written: { count: number; atLeast: boolean }; objects: { count: number; atLeast: boolean }; waiting: { count: number; atLeast: boolean }; setAside: { count: number; atLeast: boolean }; refused: { count: number; atLeast: boolean }; alarms: { count: number; atLeast: boolean }; due: { count: number; atLeast: boolean }; overdue: { count: number; atLeast: boolean }; expiring: { count: number; atLeast: boolean } };
export type Import = { id: string; source: string; name: string; format: "stix" | "misp"; officer: string; startedAt: string; finishedAt: string | null; state: "waiting" | "running" | "finished" | "cancelled" | "failed" | "broken-off"; why: string | null; total: number | null; done: number; counts: { added: number; newVersion: number; revoked: number; identical: number; changedSameVersion: number; older: number; refused: number; absent: number }; objectsWith: { errors: number; warnings: number }; refusedUnlisted: number; reportGoneAt: string | null };
export type ImportReport = { id: string; source: string; name: string; format: "stix" | "misp"; officer: string; startedAt: string; finishedAt: string | null; state: "waiting" | "running" | "finished" | "cancelled" | "failed" | "broken-off"; why: string | null; total: number | null; done: number; counts: { added: number; newVersion: number; revoked: number; identical: number; changedSameVersion: number; older: number; refused: number; absent: number }; objectsWith: { errors: number; warnings: number }; refusedUnlisted: number; reportGoneAt: string | null; envelope: { errors: Array<{ path: string; code: string; clause: string; message: string }>; warnings: Array<{ path: string; code: string; clause: string; message: string }>; more: boolean } | null; items: Array<{ outcome: "added" | "new-version" | "revoked" | "identical" | "changed-same-version" | "older-version" | "refused" | "absent"; id: string | null; index: number | null; ref: string | null; code: string | null; why: string | null; errors: number; warnings: number; findings: { errors: Array<{ path: string; code: string; clause: string; message: string }>; warnings: Array<{ path: string; code: string; clause: string; message: string }>; more: boolean } | null }> };
export type InboxCount = { count: number; urgent: number; overdue: number; more: boolean };
export type InboxItem = { kind: "proposal" | "emergency" | "task" | "quarantine" | "note" | "call" | "contact" | "request" | "answer"; id: string; code: string; record: string | null; recordKind: string | null; title: string | null; disturbing: boolean; since: string; due: string | null; escalatesAt: string | null; state: "open" | "escalated" | "overdue"; takenBy: string | null; handedBy: string | null; note: string | null };
export type Invited = { officer: string; url: string; expiresAt: string };
export type Key = { file: string; kid: string; use: "record" | "log" | "witness" | "transport" | "wrap" | "tls" | null; authority: string | null; state: "current" | "former" | "overlap" | "unnamed"; from: number | null; to: number | null; holds: { bodies: number; unopened: number } | null };
export type Kinds = { kinds: Array<{ kind: string; draftable: boolean; schema: { [member: string]: unknown }; approval: { roles: Array<Array<"case-officer" | "legal-reviewer" | "approver" | "duty-officer" | "finance-analyst" | "evidence-custodian" | "examiner" | "rights-officer" | "spokesperson" | "exercise-controller" | "auditor" | "node-admin">>; emergency: boolean } | null }>; basis: Array<{ instrument: string; title: string; names: { [member: string]: unknown }; articles: Array<{ article: string; title: string; translations: { [member: string]: unknown } }> }>; purposes: Array<{ code: string; title: string; translations: { [member: string]: unknown } }>; tlp: Array<string>; base: Array<string> };
export type Law = { purposes: Array<{ code: string; title: string; translations: { [member: string]: unknown } }>; instruments: Array<{ instrument: string; names: { [member: string]: unknown }; caution: string | null; translations: { [member: string]: unknown }; articles: Array<{ article: string; title: string; text: string | null; language: string; translations: { [member: string]: unknown }; evidence: string | null }> }>; offences: Array<{ code: string; title: string; elements: Array<string>; guard: string | null; translations: { [member: string]: unknown } }>; barred: Array<{ code: string; title: string; rule: string; translations: { [member: string]: unknown } }> };
export type Leaf = { index: number; state: "record" | "padding" | "unanswered" | "wrong-leaf" | "no-record" | "not-asked"; ref: string | null; kind: string | null; opening: string | null };
export type MadeToken = { id: string; token: string; expiresAt: string };
export type MemberChange = { path: Array<string>; kind: "added" | "removed" | "changed" | "reordered"; before?: unknown; after?: unknown; text?: Array<{ kind: "same" | "removed" | "added"; text: string }>; elements?: { removed: Array<unknown>; added: Array<unknown>; same: number } };
export type Neighbour = { id: string; type: string; name: string | null; revoked: boolean; here: boolean; steps: 1 | 2; via: GraphNode | null; links: Array<GraphLink> };
export type Neighbours = { object: GraphNode; depth: 1 | 2; items: Array<Neighbour>; next: string | null; types: Array<{ type: string; count: number }>; relations: Array<{ relation: string; direction: "out" | "in"; count: number }>; complete: boolean };
export type News = { count: number; atLeast: boolean };
export type Notice = { domains: Array<string>; address: string | null; lang: "en" | "ru" | "zh"; lastSentAt: string | null; failedAt: string | null; failure: string | null };
export type OfficerRow = { id: string; name: string | null; role: "case-officer" | "legal-reviewer" | "approver" | "duty-officer" | "finance-analyst" | "evidence-custodian" | "examiner" | "rights-officer" | "spokesperson" | "exercise-controller" | "auditor" | "node-admin"; standing: "listed" | "invited" | "enrolled" | "appointed" | "ended"; appointment: string | null; since: string | null; until: string | null; passkeys: number; isAttested: boolean; isDoubted: boolean; waiting: number; invitedUntil: string | null };
export type OidcBegun = { url: string };
export type Outcome = { to: string; refs: Array<string>; count: number; mayLack?: Array<string> };
export type OwnCover = { desks: Array<string>; cases: Array<{ case: string; purpose: string }>; inquiries: Array<string>; byOperator: boolean };
export type Participant = { code: string; name: string; names: { [member: string]: unknown }; class: string; standing: "standing" | "not-yet" | "suspended" | "left" | "none"; lastContactAt: string | null; lastFailure: { at: string; code: string | null; why: string | null } | null; stopped: boolean; log: number; logSize: number | null; logBefore: { log: number; size: number; at: string } | null; checkpointAt: string | null; from: string | null; to: string | null; suspended: string | null; addresses: Array<string>; directory: { number: number; digest: string } | null; authorities: Array<{ code: string; name: string; names: { [member: string]: unknown }; to: string | null; successor: string | null }>; contacts: Array<{ code: string; authority: string; name: string; names: { [member: string]: unknown }; hours: string; languages: Array<string>; telephone: string | null; email: string | null }>; tlsKeys: Array<string>; keys: Array<{ kid: string; use: string; realm: string; authority: string | null; from: { log: number; index: number }; to: { log: number; index: number } | null; disowned: number }>; growth: { since: string; by: number } | null; weCosigned: { size: number; at: string } | null; cosignedOurs: number | null; alarms: Array<{ id: number; at: string; participant: string; code: string; why: string; provable: boolean | null; resumed: { at: string; by: string; reason: string } | null }> };
export type PasskeyRow = { credential: string; officer: string; key: string; state: "live" | "waiting" | "stopped" | "ended"; since: string; registeredAt: string | null; invitedBy: string | null; invitedAt: string | null; stoppedAt: string | null; stoppedBy: string | null; reason: "lost" | "stolen" | "doubted" | null };
export type Paths = { from: GraphNode; to: GraphNode; length: number | null; paths: Array<Array<string>>; more: boolean; complete: boolean; searched: number; nodes: Array<GraphNode>; links: Array<GraphLink> };
export type Preview = { id: string; expiresAt: string; isProposed: boolean; ref: string; digest: string; payload: string; body: string; marking: { tlp: string; base: string; pap?: "RED" | "AMBER" | "GREEN" | "CLEAR" } | null; released: Array<string>; withheld: Array<{ to: string; code: string; why: string }>; oversight: Array<string>; recipients: Array<{ to: string; ok: boolean; code: string | null; why: string | null }> };
export type Problem = { type: string; title: string; status: number; code: string; detail: string; instance: string; items?: Array<unknown> };
export type Proposal = { id: string; ref: string; kind: string; title: string | null; disturbing: boolean; destroyed: boolean; author: string; officer: string; madeAt: string; expiresAt: string; state: "open" | "sealed" | "withdrawn" | "refused" | "lapsed"; decidedAt: string | null; decidedBy: string | null; reason: string | null; emergency: { state: "in-force" | "confirmed" | "lapsed"; until: string; confirmation: string | null } | null; places: Array<{ roles: Array<"case-officer" | "legal-reviewer" | "approver" | "duty-officer" | "finance-analyst" | "evidence-custodian" | "examiner" | "rights-officer" | "spokesperson" | "exercise-controller" | "auditor" | "node-admin">; by: string | null; at: string | null }>; isMine: boolean; envelope: { ref: string; alliance: string; profile: number; realm: string; kind: string; v: number; needs?: Array<string>; author: string; officers: Array<string>; issuedAt: string; case?: string; about?: Array<string>; replaces?: string; sources?: Array<string>; to?: string; basis?: Array<{ instrument: string; article: string }>; purpose?: string; marking?: { tlp: string; base: string; pap?: "RED" | "AMBER" | "GREEN" | "CLEAR" }; retainUntil?: string; lang?: string; bodyHash: string; blobs?: Array<{ sha256: string; size: number; type: string }> }; payload: string; digest: string; body: string | null; bodyKey: string | null; approvals: Array<{ officer: string; appointment: string; rpId: string; credential: string; key: string; authenticatorData: string; clientData: string; signature: string }> | Array<unknown>; mayBeEmergency: boolean; notAlone: { code: string; why: string } | null; notMine: { code: string; why: string } | null; mayEnd: boolean; passkeys: Array<{ rpId: string; credential: string; isSoftware: boolean; notNow: { code: string; why: string } | null }> };
export type ProposalSummary = { id: string; ref: string; kind: string; title: string | null; disturbing: boolean; destroyed: boolean; author: string; officer: string; madeAt: string; expiresAt: string; state: "open" | "sealed" | "withdrawn" | "refused" | "lapsed"; decidedAt: string | null; decidedBy: string | null; reason: string | null; emergency: { state: "in-force" | "confirmed" | "lapsed"; until: string; confirmation: string | null } | null; places: Array<{ roles: Array<"case-officer" | "legal-reviewer" | "approver" | "duty-officer" | "finance-analyst" | "evidence-custodian" | "examiner" | "rights-officer" | "spokesperson" | "exercise-controller" | "auditor" | "node-admin">; by: string | null; at: string | null }>; isMine: boolean };
export type Quarantine = { id: number; gate: "draft" | "arrival"; source: string; name: string | null; run: string | null; officer: string | null; persons: number; firstAt: string; lastAt: string; decision: "released" | "discarded" | null; decidedBy: string | null; decidedAt: string | null; reason: string | null };
export type QuarantineDecision = { decision: "released" | "discarded"; reason: string; persons: number };
export type RecallPreview = { to: string; count: number; along: Array<{ ref: string; kind: string; title: string | null; disturbing: boolean; marking: { tlp: string; base: string } | null; because: string | null }>; alongCount: number };
export type RecordDetail = { ref: string; kind: string; author: string; issuedAt: string; arrivedAt: string; marking: { tlp: string; base: string } | null; verdict: "own" | "accepted" | "waiting" | "quarantined"; code: string | null; why: string | null; destroyed: boolean; envelopeOnly: boolean; withheld: boolean; hold: { code: string; until: string; by: string } | null; title: string | null; disturbing: boolean; emergency: { state: "in-force" | "confirmed" | "lapsed"; until: string; confirmation: string | null } | null; replaced: boolean; case: string | null; to: string | null; readers: Array<string> | null; unassigned: string | null; envelope: { ref: string; alliance: string; profile: number; realm: string; kind: string; v: number; needs?: Array<string>; author: string; officers: Array<string>; issuedAt: string; case?: string; about?: Array<string>; replaces?: string; sources?: Array<string>; to?: string; basis?: Array<{ instrument: string; article: string }>; purpose?: string; marking?: { tlp: string; base: string; pap?: "RED" | "AMBER" | "GREEN" | "CLEAR" }; retainUntil?: string; lang?: string; bodyHash: string; blobs?: Array<{ sha256: string; size: number; type: string }> }; digest: string; logIndex: number | null; approvals: Array<{ officer: string; role: "case-officer" | "legal-reviewer" | "approver" | "duty-officer" | "finance-analyst" | "evidence-custodian" | "examiner" | "rights-officer" | "spokesperson" | "exercise-controller" | "auditor" | "node-admin" | null; appointment: string }>; signedDigest: string | null; body: string | null; contentWithheld: boolean; contentError: "no-key" | "broken" | null; contenders: Array<string>; replacedBy: Array<string>; recalled: { ref: string; by: string; officers: Array<string>; at: string; reason: string | null } | null; sourcesRecalled: Array<{ ref: string; kind: string; author: string; recalled: { ref: string; by: string; officers: Array<string>; at: string; reason: string | null } }>; releases: Array<{ ref: string; to: string; at: string; recalledAt: string | null; receipts: Array<{ ref: string; status: string; at: string; code: string | null; until: string | null; derived: number | null; backupsGoneBy: string | null; exported: Array<{ place: string; count: number; first: string; last: string }> | null; blobsDue: number | null }> }>; blobs: Array<{ sha256: string; size: number; type: string; state: "here" | "due" | "refused" | "gone" | "unknown"; code: string | null; why: string | null }>; related: Array<RecordSummary>; relatedCut: boolean; recipients: Array<{ to: string; ok: boolean; code: string | null; why: string | null }> };
export type RecordProof = { jws: string; digest: string; body: string | null; bodyKey: string | null; directory: string; profile: string; index: number; proof: Array<string>; checkpoint: string; witnessed: { checkpoint: string; consistency: Array<string>; directories: Array<string> } | null };
export type RecordSummary = { ref: string; kind: string; author: string; issuedAt: string; arrivedAt: string; marking: { tlp: string; base: string } | null; verdict: "own" | "accepted" | "waiting" | "quarantined"; code: string | null; why: string | null; destroyed: boolean; envelopeOnly: boolean; withheld: boolean; hold: { code: string; until: string; by: string } | null; title: string | null; disturbing: boolean; emergency: { state: "in-force" | "confirmed" | "lapsed"; until: string; confirmation: string | null } | null; replaced: boolean; case: string | null; to: string | null; readers: Array<string> | null; unassigned: string | null };
export type RecordTimeline = { unit: "day" | "month" | "year"; spans: Array<{ from: string; to: string; count: number }>; without: number; total: { count: number; atLeast: boolean } };
export type Referral = { ref: string; at: string; from: string; to: string; recipient: string; case: string };
export type RefusedLine = { at: string; peer: string; seq: number; code: string; why: string; ref: string | null };
export type ReleasePreview = { to: string; ok: boolean; code: string | null; why: string | null; count: number; already: number; records: Array<{ ref: string; kind: string; title: string | null; disturbing: boolean; marking: { tlp: string; base: string } | null; because: string | null }>; along: Array<{ ref: string; kind: string; title: string | null; disturbing: boolean; marking: { tlp: string; base: string } | null; because: string | null }>; alongCount: number; markings: Array<{ tlp: string; base: string; count: number }>; mayLack: Array<string> };
export type Remark = { what: "opinion" | "note" | "attribution" | "confidence"; ref: string; id: string; author: string; createdBy: string | null; at: string | null; revoked: boolean; opinion: string | null; held: string | null; to: { id: string; name: string | null } | null; abstract: string | null; text: string | null; confidence: { value: number; words: string; scale: "wep" } | null };
export type Selection = { id: string; name: string; query: { q?: string; type?: string; label?: string; phase?: string; tlp?: string; base?: string; own?: string; member?: string; from?: string; to?: string; seenFrom?: string; seenTo?: string }; sort: "name" | "-name" | "type" | "-type" | "author" | "-author" | "created" | "-created" | "modified" | "-modified" | null; columns: Array<string> | null; first: boolean; shared: boolean; officer: string; own: boolean; changedAt: string };
export type Session = { officer: { id: string; name: string; role: "case-officer" | "legal-reviewer" | "approver" | "duty-officer" | "finance-analyst" | "evidence-custodian" | "examiner" | "rights-officer" | "spokesperson" | "exercise-controller" | "auditor" | "node-admin"; authority: string }; node: { code: string; name: string; names: { [member: string]: unknown }; class: string }; alliance: { id: string; name: string; names: { [member: string]: unknown } }; officers: Array<{ id: string; name: string; role: "case-officer" | "legal-reviewer" | "approver" | "duty-officer" | "finance-analyst" | "evidence-custodian" | "examiner" | "rights-officer" | "spokesperson" | "exercise-controller" | "auditor" | "node-admin"; authority: string }>; beside: Array<{ code: string; name: string; names: { [member: string]: unknown } }>; powers: Array<"see-alliance" | "see-records" | "read-content" | "export" | "act" | "release" | "desk" | "take" | "approve" | "appoint" | "assign" | "audit" | "invite" | "answer-oversight" | "decide-quarantine" | "ferry" | "keep-keys">; isLimited: boolean; isFounding: boolean };
export type Shift = { id: string; officer: string; startsAt: string; endsAt: string; plannedBy: string };
export type Showing = { address: string; until: string; as: "picture" | "film" | "sound" | "text" | "page"; moves: boolean };
export type Sighting = { ref: string; id: string; author: string; firstSeen: string | null; lastSeen: string | null; count: number | null; at: string | null; revoked: boolean };
export type SignInOptions = { challenge: string; rpId: string; timeout: number; userVerification: "required" };
export type SignInWays = { oidc: boolean };
export type Step = { act: "approve" | "confirm" | "task" | "correct" | "write" | "answer" | "translate" | "release" | "recall" | "hold" | "lift-hold" | "receipt"; record: string; kind: string | null; as: "case" | "about" | "replaces" | "body" | null; case: string | null; who: Array<string>; roles: Array<Array<"case-officer" | "legal-reviewer" | "approver" | "duty-officer" | "finance-analyst" | "evidence-custodian" | "examiner" | "rights-officer" | "spokesperson" | "exercise-controller" | "auditor" | "node-admin">>; clock: string | null; since: string | null; due: string | null; timeZone: string | null; state: "open" | "overdue" | "done" | "late"; done: Array<string>; doneAt: string | null; id: string | null; notMine: "participant" | "authority" | "node" | "role" | "officer" | "assignment" | null };
export type Submission = { ref: string; digest: string; released: Array<Outcome>; withheld: Array<{ to: string; code: string; why: string }> };
export type Suspension = { ref: string; kind: string; by: string; to: string; at: string; until: string; liftedAt: string | null; standing: boolean };
export type Taking = { kind: "proposal" | "emergency" | "task" | "quarantine" | "note" | "call" | "contact" | "request" | "answer"; item: string; officer: string | null; by: string; note: string | null; at: string };
export type Task = { id: number; code: "source-recalled" | "source-replaced" | "source-disowned" | "exported-recalled" | "case-referred" | "authority-ended" | "leaf-demand" | "demand-overdue" | "opening-wrong" | "finding"; record: string; kind: string; title: string | null; disturbing: boolean; about: string; cause: string; openedAt: string; closedAt: string | null; closedBy: string | null; note: string | null; exports: Array<{ officer: string; place: string; count: number; last: string }> };
export type ThreatCounts = { total: { count: number; atLeast: boolean }; facets: { type: Array<{ count: number; atLeast: boolean; value: string }>; label: Array<{ count: number; atLeast: boolean; value: string }>; phase: Array<{ count: number; atLeast: boolean; value: string }>; tlp: Array<{ count: number; atLeast: boolean; value: string }>; base: Array<{ count: number; atLeast: boolean; value: string }>; own: Array<{ count: number; atLeast: boolean; value: string }>; member: Array<{ count: number; atLeast: boolean; value: string }> } };
export type ThreatDetail = { id: string; name: string | null; versions: Array<{ ref: string; modified: string | null; author: string; source: string; destroyed: boolean; marking: { tlp: string; base: string } | null; sealedAt: string }>; named: Array<{ id: string; name: string }>; sightings: Array<Sighting>; sightingsCut: boolean; remarks: Array<Remark>; remarksCut: boolean };
export type ThreatMatrix = { chains: Array<{ chain: string; tactics: Array<{ phase: string; techniques: Array<{ id: string; name: string; revoked: boolean; references: number; sightings: number }> }> }>; complete: boolean };
export type ThreatPlaces = { total: { count: number; atLeast: boolean }; every: number; places: Array<string> };
export type ThreatSummary = { ref: string; id: string; type: string; name: string | null; created: string | null; modified: string | null; revoked: boolean; author: string; versions: number; others: Array<string> };
export type ThreatTimeline = { unit: "day" | "month" | "year"; spans: Array<{ from: string; to: string; count: number }>; without: number };
export type TypedDraft = { form: string; address: string; version: number; savedAt: string; text: string };
export type Watch = { authority: string; timeZone: string; onDuty: Array<Shift>; takenOver: { officer: string; at: string } | null; next: Shift | null; gaps: Array<{ startsAt: string; endsAt: string }>; openNotes: number; overdueTests: number };
export type WatchCall = { id: string; officer: string; at: string; direction: "in" | "out"; party: string; urgent: boolean; text: string | null; notedAt: string; due: string | null; record: string | null; filedBy: string | null };
export type WatchNote = { id: string; officer: string; to: string | null; text: string | null; writtenAt: string; takenBy: string | null; takenAt: string | null };

export type Operations = {
  /** An alarm with what proves it, to be kept and shown to others. */
  readAlarm: { asked: { params: { id: string } }; answer: { id: number; at: string; participant: string; code: string; why: string; provable: boolean | null; resumed: { at: string; by: string; reason: string } | null; evidence: { [member: string]: unknown } | null } };
  /** The alliance, its participants and the line to each, and the newest alarms. */
  readAlliance: { asked: {  }; answer: Alliance };
  /** Every profile and directory that counts and every end of a log, the newest of each first. */
  listDocuments: { asked: { query?: { kind?: "profile" | "directory" | "succession" | undefined; participant?: string | undefined; limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<DocumentVersion>; next: string | null } };
  /** What this node knows of each participant, former ones too, in the profile’s order. */
  listParticipants: { asked: { query?: { limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<Participant>; next: string | null; self: string } };
  /** Assignments at the officer’s authority, the newest first; whoever neither gives nor audits them sees their own. */
  listAssignments: { asked: { query?: { state?: "open" | "all" | undefined; limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<Assignment>; next: string | null } };
  /** Assigns other officers of the authority; nobody assigns himself. */
  giveAssignment: { asked: { body: { officers: Array<string>; covers: "desk" | "case" | "inquiry"; subject?: string | undefined; purpose: string; firstDay?: string | undefined; lastDay: string; reason: string }; key?: string }; answer: { ref: string } };
  /** What the officer is assigned to now, and whether that is still the operator’s word. */
  readOwnCover: { asked: {  }; answer: OwnCover };
  /** What officers asked to be assigned to, and nobody answered yet; with `state=all` also what was answered, and how. */
  listAssignmentRequests: { asked: { query?: { state?: "open" | "all" | undefined; limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<AssignmentRequest>; next: string | null } };
  /** Asks whoever may give it for an assignment. */
  requestAssignment: { asked: { body: { covers: "desk" | "case" | "inquiry"; subject?: string | undefined; purpose: string; reason: string }; key?: string }; answer: { id: number } };
  /** Takes back what the officer asked for. */
  dropAssignmentRequest: { asked: { params: { id: string } }; answer: void };
  /** Refuses what another officer asked for, with a reason. */
  refuseAssignmentRequest: { asked: { params: { id: string }; body: { reason: string } }; answer: void };
  /** Ends an assignment before its time, of some of its officers or of all. */
  endAssignment: { asked: { params: { participant: string; id: string }; body: { officers?: Array<string> | undefined; reason: string }; key?: string }; answer: { ref: string } };
  /** Takes in a file for a record to name. The same bytes are kept once. */
  addBlob: { asked: { body: FileBody }; answer: { sha256: string; size: number } };
  /** What is folded, blurred, grey or muted until the officer asks for it. */
  readCare: { asked: {  }; answer: Care };
  /** What the officer wants of it besides what the authority holds everybody to. */
  saveCare: { asked: { body: { own: Array<"fold" | "blur" | "grey" | "mute"> } }; answer: Care };
  /** Takes over what an authority that has ended left to the officer’s. */
  referCases: { asked: { body: { from: string; reason: string }; key?: string }; answer: { from: string; to: string; rewrapped: number; unopened: number; notices: Array<{ to: string; ref: string; cases: number }> } };
  /** Cases that an authority left to the one that takes its place, the newest first. */
  listReferrals: { asked: { query?: { limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<Referral>; next: string | null } };
  /** The case that a record belongs to: its thread, what happened when, who has what, what waits, and until when. As this node was told. */
  readCase: { asked: { params: { participant: string; id: string } }; answer: Case };
  /** What may be done next of a record, by whom and until when, as this node was told: by the rules of its kind. */
  readNext: { asked: { params: { participant: string; id: string } }; answer: { ref: string; of: string; steps: Array<Step> } };
  /** Leaves that oversight demands, and what came of it, the newest first; what oversight never saw. */
  listDemands: { asked: { query?: { limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<Demand>; next: string | null; unopened: Array<{ participant: string; size: number; seen: number; demanded: number; opened: number; unanswered: number }>; months: Array<{ participant: string; month: string; since: number; upto: number; leaves: number; unopened: number; demanded: number; unanswered: number }> } };
  /** Oversight: demands that a participant opens leaves of its log. */
  demandLeaves: { asked: { body: { participant: string; indexes?: Array<number> | undefined; sample?: number | undefined; deadline: string; reason: string; basis: { instrument: string; article: string } }; key?: string }; answer: { ref: string } };
  /** A demand, each of its leaves, and those of which a finding could be made now. */
  readDemand: { asked: { params: { participant: string; id: string } }; answer: { demand: Demand; leaves: Array<Leaf>; draft: Array<Leaf> } };
  /** Answers a demand of oversight: envelopes and padding, no content. */
  openLeaves: { asked: { params: { participant: string; id: string }; key?: string }; answer: { refs: Array<string> } };
  /** What the officer left unfinished, and on which page; nothing of what was typed. */
  listDrafts: { asked: { query?: { limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<DraftSummary>; next: string | null } };
  /** The very bytes that would be sealed of a draft, or proposed, and who would get them. Nothing is sealed. */
  previewRecord: { asked: { body: { kind: string; body: { [member: string]: unknown }; marking: { tlp: string; base: string; pap?: "RED" | "AMBER" | "GREEN" | "CLEAR" | undefined }; basis: Array<{ instrument: string; article: string }>; purpose: string; retainUntil: string; lang?: string | undefined; case?: string | undefined; about?: Array<string> | undefined; replaces?: string | undefined; sources?: Array<string> | undefined; blobs?: Array<{ sha256: string; size: number; type: string }> | undefined } }; answer: Preview };
  /** Proposes the bytes of a preview, within four minutes, to those who approve them before they are sealed. */
  proposePreview: { asked: { params: { id: string }; key?: string }; answer: ProposalSummary };
  /** Seals the bytes of a preview, within four minutes. Who has what it replaces is released it at once. */
  sealPreview: { asked: { params: { id: string }; key?: string }; answer: Submission };
  /** What the officer typed into a form, null where nothing is kept. Nobody else’s is found. */
  readDraft: { asked: { params: { form: string } }; answer: TypedDraft | null };
  /** Keeps what the officer typed, in place of the version that it goes on from, for 30 days. */
  saveDraft: { asked: { params: { form: string }; body: { text: string; address: string; version: number } }; answer: DraftSummary };
  /** Forgets what the officer typed into a form. */
  discardDraft: { asked: { params: { form: string } }; answer: void };
  /** What an export would hold: how much, and which records may not be in it. */
  planExport: { asked: { query?: { q?: string | undefined; type?: string | undefined; label?: string | undefined; phase?: string | undefined; tlp?: string | undefined; base?: string | undefined; own?: string | undefined; member?: string | undefined; from?: string | undefined; to?: string | undefined; seenFrom?: string | undefined; seenTo?: string | undefined; run?: string | undefined; case?: string | undefined; refs?: string | undefined; ids?: string | undefined; selection?: string | undefined; purpose?: string | undefined; versions?: "newest" | "all" | undefined; hypotheses?: boolean | undefined; references?: boolean | undefined; leaveOut?: boolean | undefined } }; answer: ExportPlan };
  /** MISP events: attributes of kept events as they came, the rest converted. It counts as exported. */
  exportMisp: { asked: { query?: { q?: string | undefined; type?: string | undefined; label?: string | undefined; phase?: string | undefined; tlp?: string | undefined; base?: string | undefined; own?: string | undefined; member?: string | undefined; from?: string | undefined; to?: string | undefined; seenFrom?: string | undefined; seenTo?: string | undefined; run?: string | undefined; case?: string | undefined; refs?: string | undefined; ids?: string | undefined; selection?: string | undefined; purpose?: string | undefined; versions?: "newest" | "all" | undefined; hypotheses?: boolean | undefined; references?: boolean | undefined; leaveOut?: boolean | undefined } }; answer: Response };
  /** A STIX 2.1 bundle: objects as they came in, with the labels of their records. It counts as exported. */
  exportStix: { asked: { query?: { q?: string | undefined; type?: string | undefined; label?: string | undefined; phase?: string | undefined; tlp?: string | undefined; base?: string | undefined; own?: string | undefined; member?: string | undefined; from?: string | undefined; to?: string | undefined; seenFrom?: string | undefined; seenTo?: string | undefined; run?: string | undefined; case?: string | undefined; refs?: string | undefined; ids?: string | undefined; selection?: string | undefined; purpose?: string | undefined; versions?: "newest" | "all" | undefined; hypotheses?: boolean | undefined; references?: boolean | undefined; leaveOut?: boolean | undefined } }; answer: Response };
  /** Takes in a blob that came by hand. */
  ferryBlobIn: { asked: { params: { from: string; name: string }; body: FileBody }; answer: { taken: boolean } };
  /** The blobs of the records that a ferry file holds; each goes as a file of its own. */
  listFerriedBlobs: { asked: { params: { to: string }; query: { after: number; last: number; limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<{ name: string; sha256: string; bytes: number }>; next: string | null } };
  /** One of those files. */
  ferryBlobOut: { asked: { params: { to: string; sha256: string } }; answer: Response };
  /** Blobs that are due from a peer, and may have come by hand. */
  listDueBlobs: { asked: { params: { from: string }; query?: { limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<{ name: string; bytes: number }>; next: string | null } };
  /** Takes in such a file. `again=true`: it may be here already, and is named for the blobs beside it. */
  ferryIn: { asked: { query?: { again?: boolean | undefined }; body: FileBody }; answer: { from: string; lines: number; seq: number; more: boolean; known: boolean } };
  /** What this node offers a peer as a file that its node alone opens; `tamga-ferry` says as JSON what is in it. */
  ferryOut: { asked: { body: { to: string; after?: number | undefined; size?: number | undefined } }; answer: Response };
  /** Refusals by rule, emergency acts by what became of them, and reads of what is guarded by under what, for each participant and month, as far as their accounts are here. */
  listFigures: { asked: { query?: { figure?: "refused" | "emergency" | "read" | undefined; participant?: string | undefined; from?: string | undefined; limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<Figure>; next: string | null } };
  /** The records that one figure counts, each with its part of it. */
  listCounted: { asked: { query: { figure: "refused" | "emergency" | "read"; code: string; participant: string; month: string; limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<Counted>; next: string | null } };
  /** What oversight found, the newest first. */
  listFindings: { asked: { query?: { limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<Finding>; next: string | null } };
  /** Oversight: issues a finding about a demand, whose leaves are filled in, or about a participant. */
  issueFinding: { asked: { body: { text: string; demand?: string | undefined; participant?: string | undefined }; key?: string }; answer: { ref: string } };
  /** What changed at this node since a day ago, and what needs the officer within the next one: counts alone. */
  readHome: { asked: {  }; answer: Home };
  /** Hypotheses that are here, the newest first, each as a sentence that names its author. */
  listHypotheses: { asked: { query?: { limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<{ ref: string; author: string; at: string; object: string; held: string }>; next: string | null } };
  /** States a hypothesis about an object. */
  stateHypothesis: { asked: { body: { hypothesis: { object: string; question: string; statement: string; term: "reported" | "suspected" | "alleged"; confidence: number; attributed?: { name: string; class: "individual" | "group" | "system" | "organization" | "class" | "unknown"; object?: string | undefined } | undefined; evidence: Array<{ summary: string; cites?: string | undefined; direction: "for" | "against" | "neutral"; weight: "weak" | "moderate" | "strong"; grade: string; gradeReason: string }>; noneAgainst?: string | undefined }; handling?: { marking?: { tlp: string; base: string; pap?: "RED" | "AMBER" | "GREEN" | "CLEAR" | undefined } | undefined; basis?: Array<{ instrument: string; article: string }> | undefined; purpose?: string | undefined; retainUntil?: string | undefined; lang?: string | undefined; replaces?: string | undefined } | undefined }; key?: string }; answer: { ref: string; digest: string; released: Array<Outcome>; withheld: Array<{ to: string; code: string; why: string }> } };
  /** Judges over hypotheses in the name of several. */
  assessHypotheses: { asked: { body: { assessment: { question: string; judgement: string; term: "reported" | "suspected" | "alleged"; confidence: number; participants: Array<string>; prefers?: string | undefined; against: string }; hypotheses: Array<string>; handling?: { marking?: { tlp: string; base: string; pap?: "RED" | "AMBER" | "GREEN" | "CLEAR" | undefined } | undefined; basis?: Array<{ instrument: string; article: string }> | undefined; purpose?: string | undefined; retainUntil?: string | undefined; lang?: string | undefined; replaces?: string | undefined } | undefined }; key?: string }; answer: { ref: string; digest: string; released: Array<Outcome>; withheld: Array<{ to: string; code: string; why: string }> } };
  /** All that is held about an object here: alternatives, findings for and against, opinions, dissent. */
  readBoard: { asked: { params: { id: string } }; answer: Board };
  /** Says that the officer’s authority does not share a joint assessment. It stays with that. */
  addDissent: { asked: { params: { participant: string; id: string }; body: { reason: string; confidence?: number | undefined; handling?: { marking?: { tlp: string; base: string; pap?: "RED" | "AMBER" | "GREEN" | "CLEAR" | undefined } | undefined; basis?: Array<{ instrument: string; article: string }> | undefined; purpose?: string | undefined; retainUntil?: string | undefined; lang?: string | undefined; replaces?: string | undefined } | undefined }; key?: string }; answer: { ref: string; digest: string; released: Array<Outcome>; withheld: Array<{ to: string; code: string; why: string }> } };
  /** Adds a graded finding. One against goes at once to whoever has the hypothesis from this node. */
  addEvidence: { asked: { params: { participant: string; id: string }; body: { evidence: { summary: string; cites?: string | undefined; direction: "for" | "against" | "neutral"; weight: "weak" | "moderate" | "strong"; grade: string; gradeReason: string }; handling?: { marking?: { tlp: string; base: string; pap?: "RED" | "AMBER" | "GREEN" | "CLEAR" | undefined } | undefined; basis?: Array<{ instrument: string; article: string }> | undefined; purpose?: string | undefined; retainUntil?: string | undefined; lang?: string | undefined; replaces?: string | undefined } | undefined }; key?: string }; answer: { ref: string; digest: string; released: Array<Outcome>; withheld: Array<{ to: string; code: string; why: string }> } };
  /** Says how far the officer’s authority agrees; in the place of what it said of it before. */
  giveOpinion: { asked: { params: { participant: string; id: string }; body: { opinion: "strongly-disagree" | "disagree" | "neutral" | "agree" | "strongly-agree"; explanation: string; handling?: { marking?: { tlp: string; base: string; pap?: "RED" | "AMBER" | "GREEN" | "CLEAR" | undefined } | undefined; basis?: Array<{ instrument: string; article: string }> | undefined; purpose?: string | undefined; retainUntil?: string | undefined; lang?: string | undefined; replaces?: string | undefined } | undefined }; key?: string }; answer: { ref: string; digest: string; released: Array<Outcome>; withheld: Array<{ to: string; code: string; why: string }> } };
  /** Withdraws what the officer’s own authority said here. It stays to be read, with the reason. */
  withdrawHypothesis: { asked: { params: { participant: string; id: string }; body: { reason: string; handling?: { marking?: { tlp: string; base: string; pap?: "RED" | "AMBER" | "GREEN" | "CLEAR" | undefined } | undefined; basis?: Array<{ instrument: string; article: string }> | undefined; purpose?: string | undefined; retainUntil?: string | undefined; lang?: string | undefined; replaces?: string | undefined } | undefined }; key?: string }; answer: { ref: string; digest: string; released: Array<Outcome>; withheld: Array<{ to: string; code: string; why: string }> } };
  /** Imports a STIX 2.1 bundle or a MISP event. The same text imported again makes nothing new. */
  importText: { asked: { query: { name: string; source?: string | undefined; purpose: string; retainUntil: string; tlp: string; base: string; basis: string; wait?: boolean | undefined }; body: FileBody }; answer: ImportReport | Import };
  /** Import runs, the newest first. */
  listImports: { asked: { query?: { limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<Import>; next: string | null } };
  /** What became of each object of an imported text; of very many the first. */
  readImport: { asked: { params: { id: string } }; answer: ImportReport };
  /** Ends a run of the officer’s own authority before its end. The records that it made stay. */
  cancelImport: { asked: { params: { id: string } }; answer: Import };
  /** How far a run has come. */
  readImportProgress: { asked: { params: { id: string } }; answer: Import };
  /** What needs the officer, by deadline: proposals to approve, what one officer put into force, tasks, bulks of persons, notes, calls and contact points of the watch, requests for an assignment. */
  listInbox: { asked: { query?: { limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<InboxItem>; next: string | null } };
  /** How much needs the officer, and whether there is more than the list looks at. */
  countInbox: { asked: {  }; answer: InboxCount };
  /** Who stands in for whom at the officer’s authority. */
  listDeputies: { asked: { query?: { limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<Deputy>; next: string | null } };
  /** Who stands in for the officer who asks, from the first day to the last. */
  setDeputy: { asked: { body: { deputy: string; firstDay: string; lastDay: string } }; answer: void };
  /** Nobody stands in for the officer any more. */
  removeDeputy: { asked: {  }; answer: void };
  /** Who of the officer’s authority took, handed over and gave back what, the newest first. */
  listTakings: { asked: { query?: { limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<Taking>; next: string | null } };
  /** Another officer of the same authority, whom it needs too, sees to it from now on, and is told why. */
  handOver: { asked: { params: { kind: "proposal" | "emergency" | "task" | "quarantine" | "note" | "call" | "contact" | "request" | "answer"; id: string }; body: { to: string; note: string } }; answer: void };
  /** The officer gives an item back: it is everybody’s again. */
  giveBack: { asked: { params: { kind: "proposal" | "emergency" | "task" | "quarantine" | "note" | "call" | "contact" | "request" | "answer"; id: string } }; answer: void };
  /** The officer sees to it: it leaves the others’ lists until it is overdue, and is said there to be taken where it is an emergency. */
  takeItem: { asked: { params: { kind: "proposal" | "emergency" | "task" | "quarantine" | "note" | "call" | "contact" | "request" | "answer"; id: string } }; answer: void };
  /** The state of an incident as this node was told. */
  readIncident: { asked: { params: { participant: string; id: string } }; answer: { state: "NOTIFIED" | "CORRELATED" | "WARNING_ISSUED"; members: number; warnings: number; hosts: number; ref: string } };
  /** The private keys in this node’s folder, without their secrets. */
  listKeys: { asked: { query?: { limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<Key>; next: string | null } };
  /** Destroys a key that the own directory has ended and that nothing here needs. */
  destroyKey: { asked: { params: { participant: string; hash: string } }; answer: { file: string; kid: string; use: "record" | "log" | "witness" | "transport" | "wrap" | "tls" | null; authority: string | null; state: "current" | "former" | "overlap" | "unnamed"; from: number | null; to: number | null } };
  /** The kinds of record that there are, and what the profile lets an officer choose. */
  readKinds: { asked: {  }; answer: Kinds };
  /** Articles, offences with their elements, and barred grounds, in full, as the profile has them. */
  readTexts: { asked: {  }; answer: Law };
  /** How much arrived that officers elsewhere wrote, since the officer last looked: a count alone. */
  readNews: { asked: {  }; answer: News };
  /** The officer has looked at what is here now: what comes later is news. */
  markNewsSeen: { asked: {  }; answer: void };
  /** Whether and where the officer is told by e-mail that something waits. */
  readNotice: { asked: {  }; answer: Notice };
  /** Where the officer is told: an address in a domain that the operator named for the authority. */
  setNotice: { asked: { body: { address: string; lang: "en" | "ru" | "zh" } }; answer: void };
  /** The officer is told no longer. */
  removeNotice: { asked: {  }; answer: void };
  /** Who acts, acted or was invited to act for the authority of who asks, by number. */
  listOfficers: { asked: { query?: { limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<OfficerRow>; next: string | null } };
  /** Who acts for the authority of who asks: number, name and role, to name an officer by. */
  listColleagues: { asked: { query?: { limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<Colleague>; next: string | null } };
  /** Registers the passkey that a browser made, and uses the invitation up. */
  enrol: { asked: { body: { credential: string; attestationObject: string; clientData: string; token: string } }; answer: Enrolled };
  /** For whom an invitation is, and what a browser is asked for to make the passkey. */
  beginEnrolment: { asked: { body: { token: string } }; answer: EnrolmentOptions };
  /** A link by which an officer of the own authority registers a passkey, once; earlier links of the officer end. */
  inviteOfficer: { asked: { body: { officer: string; name: string; role: "case-officer" | "legal-reviewer" | "approver" | "duty-officer" | "finance-analyst" | "evidence-custodian" | "examiner" | "rights-officer" | "spokesperson" | "exercise-controller" | "auditor" | "node-admin"; subject?: string | undefined } }; answer: Invited };
  /** The passkeys of who asks, with those that were stopped; with `all`, for who appoints officers, those of the authority. Each with when it was registered, and by whose invitation. */
  listPasskeys: { asked: { query?: { all?: "true" | undefined; limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<PasskeyRow>; next: string | null } };
  /** Stops one’s own passkeys, or, for who invites officers, another’s, at once and for good; two have to appoint others. Every API token of the officer ends. */
  stopPasskeys: { asked: { body: { officer: string; credential?: string | undefined; reason: "lost" | "stolen" | "doubted" } }; answer: { stopped: Array<string>; tokensEnded: number } };
  /** This description. */
  readDescription: { asked: {  }; answer: { openapi: string; [member: string]: unknown } };
  /** What is due to oversight, and what of it was given. */
  readOversight: { asked: {  }; answer: { participants: Array<string>; kinds: Array<string>; given: Array<Due>; owed: Array<Due> } };
  /** Asks a stopped peer again. What is still wrong with its log stops it again. */
  resumePeer: { asked: { params: { participant: string }; body: { reason: string } }; answer: void };
  /** What waits for approvals at the officer’s authority, or was decided there, the newest first. */
  listProposals: { asked: { query?: { state?: "open" | "sealed" | "withdrawn" | "refused" | "lapsed" | "decided" | undefined; ref?: string | undefined; limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<ProposalSummary>; next: string | null } };
  /** Makes the bytes of a record whose kind asks for approvals. Nothing is sealed before they are given. */
  propose: { asked: { body: { kind: string; body: { [member: string]: unknown }; marking: { tlp: string; base: string; pap?: "RED" | "AMBER" | "GREEN" | "CLEAR" | undefined }; basis: Array<{ instrument: string; article: string }>; purpose: string; retainUntil: string; lang?: string | undefined; case?: string | undefined; about?: Array<string> | undefined; replaces?: string | undefined; sources?: Array<string> | undefined; author?: string | undefined; blobs?: Array<{ sha256: string; size: number; type: string }> | undefined }; key?: string }; answer: ProposalSummary };
  /** Makes the bytes that appoint officers by the passkeys they registered. Two have to approve them, as of any proposal. */
  proposeAppointment: { asked: { body: { officers: Array<string>; until?: string | undefined; keep?: boolean | undefined; passkeys?: Array<string> | undefined }; key?: string }; answer: ProposalSummary };
  /** Makes the bytes by which a second officer confirms what one put into force in an emergency; sealed once that officer approved them. */
  proposeConfirmation: { asked: { body: { ref: string }; key?: string }; answer: ProposalSummary };
  /** Makes the bytes that dismiss an officer. Two have to approve them, as of any proposal. */
  proposeDismissal: { asked: { body: { officer: string; reason: "left" | "role-changed" | "passkey-lost" | "misconduct" }; key?: string }; answer: ProposalSummary };
  /** The very bytes that would be sealed, for who is to approve them. */
  readProposal: { asked: { params: { id: string } }; answer: Proposal };
  /** Adds the officer’s passkey assertion over SHA-256 of the payload; the last one that is needed seals the record. */
  approveProposal: { asked: { params: { id: string }; body: Assertion; key?: string }; answer: ApprovedProposal };
  /** Seals what its author alone approved: it lapses after 24 hours unless a second officer confirms it. */
  putIntoForce: { asked: { params: { id: string }; key?: string }; answer: ApprovedProposal };
  /** Its author withdraws it, or who could approve it refuses to. Its content is destroyed. */
  endProposal: { asked: { params: { id: string }; body: { reason: string } }; answer: void };
  /** Bulks of persons that were set aside (SG-13), the newest first: how many, whose, and what was decided. */
  listQuarantines: { asked: { query?: { decided?: boolean | undefined; limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<Quarantine>; next: string | null } };
  /** Lets a bulk of persons in or gives it up, with a reason that the node seals. */
  decideQuarantine: { asked: { params: { id: string }; body: QuarantineDecision; key?: string }; answer: { ref: string } };
  /** Takes back from participants what was released to them. */
  recallRecords: { asked: { body: { to: Array<string>; records?: Array<string> | undefined; import?: string | undefined; reason: string }; key?: string }; answer: { recalls: Array<Outcome> } };
  /** Who would lose how much, and what goes too because it belongs to that. Nothing is recalled. */
  previewRecall: { asked: { body: { to: Array<string>; records?: Array<string> | undefined; import?: string | undefined } }; answer: { recalls: Array<RecallPreview> } };
  /** What this node wrote and was given, the newest first: outer facts, and titles for who may read content. */
  listRecords: { asked: { query?: { q?: string | undefined; kind?: string | undefined; author?: string | undefined; verdict?: "own" | "accepted" | "waiting" | "quarantined" | undefined; written?: "officers" | "nodes" | "anybody" | undefined; since?: string | undefined; keptTo?: string | undefined; by?: "sealed" | "arrived" | "released" | undefined; from?: string | undefined; to?: string | undefined; limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<RecordSummary>; next: string | null } };
  /** Judges, seals and stores what an officer composed. Who has what it replaces is released it at once. */
  submitRecord: { asked: { body: { kind: string; body: { [member: string]: unknown }; marking: { tlp: string; base: string; pap?: "RED" | "AMBER" | "GREEN" | "CLEAR" | undefined }; basis: Array<{ instrument: string; article: string }>; purpose: string; retainUntil: string; lang?: string | undefined; case?: string | undefined; about?: Array<string> | undefined; replaces?: string | undefined; sources?: Array<string> | undefined; author?: string | undefined; blobs?: Array<{ sha256: string; size: number; type: string }> | undefined }; key?: string }; answer: Submission };
  /** How many records fit, and on which days they were sealed, came here or were released; in months or years where days are many. Of many the newest 10,000. */
  readRecordTimeline: { asked: { query?: { q?: string | undefined; kind?: string | undefined; author?: string | undefined; verdict?: "own" | "accepted" | "waiting" | "quarantined" | undefined; written?: "officers" | "nodes" | "anybody" | undefined; since?: string | undefined; keptTo?: string | undefined; by?: "sealed" | "arrived" | "released" | undefined; from?: string | undefined; to?: string | undefined } }; answer: RecordTimeline };
  /** One record: its envelope, its content for who may read it, what became of it. */
  readRecord: { asked: { params: { participant: string; id: string } }; answer: RecordDetail };
  /** A file that a record names. */
  readBlob: { asked: { params: { participant: string; id: string; sha256: string } }; answer: Response };
  /** An address of another origin at which a file is shown once, in a sandboxed frame of the page that asks. */
  askShowing: { asked: { params: { participant: string; id: string; sha256: string }; body: { sound?: boolean | undefined; moving?: boolean | undefined } }; answer: Showing };
  /** Holds what another participant wrote under national law, until a day. */
  holdRecord: { asked: { params: { participant: string; id: string }; body: { code: string; until: string; reason: string } }; answer: void };
  /** Ends a hold. */
  liftHold: { asked: { params: { participant: string; id: string } }; answer: void };
  /** What proves a record, with the documents that count now. */
  readProof: { asked: { params: { participant: string; id: string } }; answer: RecordProof };
  /** The same as a file that proves the record from the anchor alone (docs/protocol/proofs.md). */
  readProofFile: { asked: { params: { participant: string; id: string } }; answer: { format: "tamga-proof/1"; ref: string; jws: string; digest: string; body: string | null; bodyKey: string | null; index: number; proof: Array<string>; checkpoint: string; witnessed?: { checkpoint: string; consistency: Array<string>; directories: Array<string> } | null; directory: string; profiles: Array<{ source: string; endorsements: Array<string> }> } };
  /** Lines of peers that could not be taken, the newest first, with the reason that went back to them. */
  listRefused: { asked: { query?: { since?: string | undefined; limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<RefusedLine>; next: string | null } };
  /** Lets records go to participants or authorities. What one has already is left out; all or nothing. */
  releaseRecords: { asked: { body: { to: Array<string>; records?: Array<string> | undefined; import?: string | undefined }; key?: string }; answer: { releases: Array<Outcome> } };
  /** Who would get exactly what under which labels, what goes along, and who may not have it and why. Nothing is released. */
  previewRelease: { asked: { body: { to: Array<string>; records?: Array<string> | undefined; import?: string | undefined } }; answer: { releases: Array<ReleasePreview> } };
  /** The selections of the officer, and those that officers of the same authority share. */
  listSelections: { asked: { query?: { limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<Selection>; next: string | null } };
  /** Saves a question to the list of objects under a name. */
  saveSelection: { asked: { body: { name: string; query: { q?: string | undefined; type?: string | undefined; label?: string | undefined; phase?: string | undefined; tlp?: string | undefined; base?: string | undefined; own?: string | undefined; member?: string | undefined; from?: string | undefined; to?: string | undefined; seenFrom?: string | undefined; seenTo?: string | undefined }; shared?: boolean | undefined; sort?: "name" | "-name" | "type" | "-type" | "author" | "-author" | "created" | "-created" | "modified" | "-modified" | undefined; columns?: Array<string> | undefined } }; answer: Selection };
  /** Renames a selection, shares it, gives it another question, order or columns, or makes it the one with which the officer begins. */
  changeSelection: { asked: { params: { id: string }; body: { name?: string | undefined; query?: { q?: string | undefined; type?: string | undefined; label?: string | undefined; phase?: string | undefined; tlp?: string | undefined; base?: string | undefined; own?: string | undefined; member?: string | undefined; from?: string | undefined; to?: string | undefined; seenFrom?: string | undefined; seenTo?: string | undefined } | undefined; shared?: boolean | undefined; sort?: "name" | "-name" | "type" | "-type" | "author" | "-author" | "created" | "-created" | "modified" | "-modified" | null | undefined; columns?: Array<string> | null | undefined; first?: boolean | undefined } }; answer: Selection };
  /** Deletes a selection. What it found stays as it is. */
  deleteSelection: { asked: { params: { id: string } }; answer: void };
  /** Trades a sign-in link of this machine for a session, which is a cookie. */
  signIn: { asked: { body: { token: string } }; answer: Session };
  /** As whom one acts, at which node; null where nobody is signed in. */
  readSession: { asked: {  }; answer: Session | null };
  /** In a demonstration: acts as another of its officers. */
  switchOfficer: { asked: { body: { officer: string } }; answer: Session };
  /** Ends the session. */
  signOut: { asked: {  }; answer: void };
  /** In a demonstration: what the officer’s authenticator, a program, says of 32 bytes, such as a proposal’s digest. */
  assertAsDemo: { asked: { body: { challenge: string } }; answer: Assertion };
  /** For an account of the identity provider: an invitation to register a passkey of one’s own. */
  inviteOneself: { asked: {  }; answer: { token: string } };
  /** A link that signs a browser of this machine in, once. Only the command line asks for one. */
  createSignInLink: { asked: {  }; answer: { url: string } };
  /** Trades what the identity provider sent the browser back with for a session, which is a cookie. */
  signInByOidc: { asked: { body: { search: string } }; answer: Session };
  /** Where a browser goes to sign in at the identity provider of this node, if it has one. */
  beginOidc: { asked: { body: {  } }; answer: OidcBegun };
  /** Trades what a passkey says for a session, which is a cookie. */
  signInByPasskey: { asked: { body: Assertion }; answer: Session };
  /** What a browser is asked for to sign in by a passkey. Good for one answer, for five minutes. */
  beginSignIn: { asked: { body: {  } }; answer: SignInOptions };
  /** By what this node lets officers sign in, besides passkeys. */
  readSignInWays: { asked: {  }; answer: SignInWays };
  /** Kinds of record that oversight has suspended, the newest first. */
  listSuspensions: { asked: { query?: { limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<Suspension>; next: string | null } };
  /** Oversight: until then nothing of these kinds is sealed, or applied where it arrived. */
  suspendKinds: { asked: { body: { kinds: Array<string>; until: string; reason: string }; key?: string }; answer: { refs: Array<string> } };
  /** Oversight: ends what it suspended. */
  liftSuspension: { asked: { body: { kinds: Array<string>; reason: string }; key?: string }; answer: { refs: Array<string> } };
  /** What officers have to look at, the oldest first; of those that were closed the newest first. */
  listTasks: { asked: { query?: { closed?: boolean | undefined; limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<Task>; next: string | null } };
  /** Says that a task is done, and what was done. */
  closeTask: { asked: { params: { id: string }; body: { note: string } }; answer: void };
  /** The objects that fit, of each the newest version of each participant that wrote one. Objects that describe persons are never among them. */
  listThreats: { asked: { query?: { q?: string | undefined; type?: string | undefined; label?: string | undefined; phase?: string | undefined; tlp?: string | undefined; base?: string | undefined; own?: string | undefined; member?: string | undefined; from?: string | undefined; to?: string | undefined; seenFrom?: string | undefined; seenTo?: string | undefined; limit?: number | undefined; before?: string | undefined; sort?: "name" | "-name" | "type" | "-type" | "author" | "-author" | "created" | "-created" | "modified" | "-modified" | undefined } }; answer: { items: Array<ThreatSummary>; next: string | null } };
  /** Techniques by the phases of the kill chains that they name themselves, with how much refers to each. */
  readMatrix: { asked: {  }; answer: ThreatMatrix };
  /** How long a list of objects is, and where each of its pages ends, to go to any of them at once. */
  readThreatPlaces: { asked: { query?: { q?: string | undefined; type?: string | undefined; label?: string | undefined; phase?: string | undefined; tlp?: string | undefined; base?: string | undefined; own?: string | undefined; member?: string | undefined; from?: string | undefined; to?: string | undefined; seenFrom?: string | undefined; seenTo?: string | undefined; every?: number | undefined; sort?: "name" | "-name" | "type" | "-type" | "author" | "-author" | "created" | "-created" | "modified" | "-modified" | undefined } }; answer: ThreatPlaces };
  /** How many of the objects that fit were made, or observed, on each day; in months or years where days are many. */
  readTimeline: { asked: { query?: { q?: string | undefined; type?: string | undefined; label?: string | undefined; phase?: string | undefined; tlp?: string | undefined; base?: string | undefined; own?: string | undefined; member?: string | undefined; from?: string | undefined; to?: string | undefined; seenFrom?: string | undefined; seenTo?: string | undefined; by?: "modified" | "seen" | undefined } }; answer: ThreatTimeline };
  /** How many objects fit, and how many of them have each value of each facet: at most 50 values of each. */
  countThreats: { asked: { query?: { q?: string | undefined; type?: string | undefined; label?: string | undefined; phase?: string | undefined; tlp?: string | undefined; base?: string | undefined; own?: string | undefined; member?: string | undefined; from?: string | undefined; to?: string | undefined; seenFrom?: string | undefined; seenTo?: string | undefined } }; answer: ThreatCounts };
  /** An object with its versions, each exactly as its author sealed it, and what was said of it in STIX. */
  readThreat: { asked: { params: { id: string } }; answer: ThreatDetail };
  /** What is different in two versions of an object, of one author or of two. Persons are not compared. */
  compareVersions: { asked: { params: { id: string }; query?: { from?: string | undefined; to?: string | undefined } }; answer: Comparison };
  /** An object with up to 5,000 others around it and every line between any two of them, for a picture. Persons are none of it. */
  readGraph: { asked: { params: { id: string }; query?: { depth?: number | undefined; type?: string | undefined; relation?: string | undefined } }; answer: Explored };
  /** What an object refers to and what refers to it, one or two steps away. Persons are none of it. */
  listNeighbours: { asked: { params: { id: string }; query?: { depth?: number | undefined; type?: string | undefined; relation?: string | undefined; limit?: number | undefined; before?: string | undefined } }; answer: Neighbours };
  /** The shortest paths between two objects. Persons are no step of any path. */
  findPaths: { asked: { params: { id: string }; query: { to: string; length?: number | undefined } }; answer: Paths };
  /** The tokens of who asks, the newest first; with `all`, for who invites officers, those of the authority. */
  listTokens: { asked: { query?: { all?: "true" | undefined; limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<ApiToken>; next: string | null } };
  /** A token for a program of the officer’s, with scopes and an end. It is shown here and never again. */
  makeToken: { asked: { body: { name: string; scopes: Array<"read" | "export" | "import" | "propose" | "submit">; days: number } }; answer: MadeToken };
  /** Ends a token of one’s own, or, for who invites officers, of an officer of the authority. */
  endToken: { asked: { params: { id: string } }; answer: void };
  /** In a demonstration: a link that signs this visitor in at another of its nodes, once, within a minute. */
  visitBeside: { asked: { body: { node: string; path: string } }; answer: { url: string } };
  /** Who of the officer’s authority is on duty, and what is open. */
  readWatch: { asked: {  }; answer: Watch };
  /** The telephone log of the officer’s authority, the newest first. */
  listCalls: { asked: { query?: { limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<WatchCall>; next: string | null } };
  /** Notes a telephone call. An urgent request is due in writing by the profile’s deadline. */
  noteCall: { asked: { body: { at?: string | undefined; direction: "in" | "out"; party: string; urgent: boolean; text: string }; key?: string }; answer: { id: string } };
  /** One call of the telephone log. */
  readCall: { asked: { params: { id: string } }; answer: WatchCall };
  /** Says which record of the officer’s authority came of a call. */
  fileCall: { asked: { params: { id: string }; body: { ref: string } }; answer: void };
  /** Contact points of the other participants, as their directories name them, with the last test from here. */
  listContacts: { asked: { query?: { limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<ContactPoint>; next: string | null } };
  /** Notes that a contact point was tried now, and whether anybody answered. */
  noteTest: { asked: { params: { participant: string; contact: string }; body: { way: "telephone" | "email" | "other"; answered: boolean; note?: string | undefined } }; answer: void };
  /** Hand-over notes of the officer’s authority, the newest first. */
  listNotes: { asked: { query?: { limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<WatchNote>; next: string | null } };
  /** Leaves a note for whoever takes over the watch. */
  writeNote: { asked: { body: { text: string; to?: string | undefined }; key?: string }; answer: { id: string } };
  /** Signs a note off: the officer has the watch from now on. Not who wrote it. */
  takeOver: { asked: { params: { id: string } }; answer: void };
  /** The roster of the officer’s authority from now on. */
  listShifts: { asked: { query?: { limit?: number | undefined; before?: string | undefined } }; answer: { items: Array<Shift>; next: string | null } };
  /** Puts an officer of the same authority on duty, by the clocks of the participant’s calendar. */
  putOnDuty: { asked: { body: { officer: string; day: string; from: string; to: string }; key?: string }; answer: Shift };
  /** Takes a shift off the roster. */
  cancelShift: { asked: { params: { id: string } }; answer: void };
};

const operations: Readonly<Record<OperationId, Described>> = {
  readAlarm: { method: 'GET', path: '/api/alarms/{id}', answer: 'json' },
  readAlliance: { method: 'GET', path: '/api/alliance', answer: 'json' },
  listDocuments: { method: 'GET', path: '/api/alliance/history', answer: 'json' },
  listParticipants: { method: 'GET', path: '/api/alliance/participants', answer: 'json' },
  listAssignments: { method: 'GET', path: '/api/assignments', answer: 'json' },
  giveAssignment: { method: 'POST', path: '/api/assignments', body: 'json', answer: 'json', once: true },
  readOwnCover: { method: 'GET', path: '/api/assignments/own', answer: 'json' },
  listAssignmentRequests: { method: 'GET', path: '/api/assignments/requests', answer: 'json' },
  requestAssignment: { method: 'POST', path: '/api/assignments/requests', body: 'json', answer: 'json', once: true },
  dropAssignmentRequest: { method: 'DELETE', path: '/api/assignments/requests/{id}' },
  refuseAssignmentRequest: { method: 'POST', path: '/api/assignments/requests/{id}/refuse', body: 'json' },
  endAssignment: { method: 'POST', path: '/api/assignments/{participant}/{id}/end', body: 'json', answer: 'json', once: true },
  addBlob: { method: 'POST', path: '/api/blobs', body: 'file', answer: 'json' },
  readCare: { method: 'GET', path: '/api/care', answer: 'json' },
  saveCare: { method: 'PUT', path: '/api/care', body: 'json', answer: 'json' },
  referCases: { method: 'POST', path: '/api/cases/refer', body: 'json', answer: 'json', once: true },
  listReferrals: { method: 'GET', path: '/api/cases/referrals', answer: 'json' },
  readCase: { method: 'GET', path: '/api/cases/{participant}/{id}', answer: 'json' },
  readNext: { method: 'GET', path: '/api/cases/{participant}/{id}/next', answer: 'json' },
  listDemands: { method: 'GET', path: '/api/demands', answer: 'json' },
  demandLeaves: { method: 'POST', path: '/api/demands', body: 'json', answer: 'json', once: true },
  readDemand: { method: 'GET', path: '/api/demands/{participant}/{id}', answer: 'json' },
  openLeaves: { method: 'POST', path: '/api/demands/{participant}/{id}/open', answer: 'json', once: true },
  listDrafts: { method: 'GET', path: '/api/drafts', answer: 'json' },
  previewRecord: { method: 'POST', path: '/api/drafts/previews', body: 'json', answer: 'json' },
  proposePreview: { method: 'POST', path: '/api/drafts/previews/{id}/propose', answer: 'json', once: true },
  sealPreview: { method: 'POST', path: '/api/drafts/previews/{id}/seal', answer: 'json', once: true },
  readDraft: { method: 'GET', path: '/api/drafts/{form}', answer: 'json' },
  saveDraft: { method: 'PUT', path: '/api/drafts/{form}', body: 'json', answer: 'json' },
  discardDraft: { method: 'DELETE', path: '/api/drafts/{form}' },
  planExport: { method: 'GET', path: '/api/exports', answer: 'json' },
  exportMisp: { method: 'GET', path: '/api/exports/misp', answer: 'file' },
  exportStix: { method: 'GET', path: '/api/exports/stix', answer: 'file' },
  ferryBlobIn: { method: 'POST', path: '/api/ferry/blobs/{from}/{name}', body: 'file', answer: 'json' },
  listFerriedBlobs: { method: 'GET', path: '/api/ferry/blobs/{to}', answer: 'json' },
  ferryBlobOut: { method: 'GET', path: '/api/ferry/blobs/{to}/{sha256}', answer: 'file' },
  listDueBlobs: { method: 'GET', path: '/api/ferry/due/{from}', answer: 'json' },
  ferryIn: { method: 'POST', path: '/api/ferry/in', body: 'file', answer: 'json' },
  ferryOut: { method: 'POST', path: '/api/ferry/out', body: 'json', answer: 'file' },
  listFigures: { method: 'GET', path: '/api/figures', answer: 'json' },
  listCounted: { method: 'GET', path: '/api/figures/records', answer: 'json' },
  listFindings: { method: 'GET', path: '/api/findings', answer: 'json' },
  issueFinding: { method: 'POST', path: '/api/findings', body: 'json', answer: 'json', once: true },
  readHome: { method: 'GET', path: '/api/home', answer: 'json' },
  listHypotheses: { method: 'GET', path: '/api/hypotheses', answer: 'json' },
  stateHypothesis: { method: 'POST', path: '/api/hypotheses', body: 'json', answer: 'json', once: true },
  assessHypotheses: { method: 'POST', path: '/api/hypotheses/assessments', body: 'json', answer: 'json', once: true },
  readBoard: { method: 'GET', path: '/api/hypotheses/of/{id}', answer: 'json' },
  addDissent: { method: 'POST', path: '/api/hypotheses/{participant}/{id}/dissent', body: 'json', answer: 'json', once: true },
  addEvidence: { method: 'POST', path: '/api/hypotheses/{participant}/{id}/evidence', body: 'json', answer: 'json', once: true },
  giveOpinion: { method: 'POST', path: '/api/hypotheses/{participant}/{id}/opinion', body: 'json', answer: 'json', once: true },
  withdrawHypothesis: { method: 'POST', path: '/api/hypotheses/{participant}/{id}/withdraw', body: 'json', answer: 'json', once: true },
  importText: { method: 'POST', path: '/api/imports', body: 'file', answer: 'json' },
  listImports: { method: 'GET', path: '/api/imports', answer: 'json' },
  readImport: { method: 'GET', path: '/api/imports/{id}', answer: 'json' },
  cancelImport: { method: 'POST', path: '/api/imports/{id}/cancel', answer: 'json' },
  readImportProgress: { method: 'GET', path: '/api/imports/{id}/progress', answer: 'json' },
  listInbox: { method: 'GET', path: '/api/inbox', answer: 'json' },
  countInbox: { method: 'GET', path: '/api/inbox/count', answer: 'json' },
  listDeputies: { method: 'GET', path: '/api/inbox/deputies', answer: 'json' },
  setDeputy: { method: 'PUT', path: '/api/inbox/deputies/own', body: 'json' },
  removeDeputy: { method: 'DELETE', path: '/api/inbox/deputies/own' },
  listTakings: { method: 'GET', path: '/api/inbox/takings', answer: 'json' },
  handOver: { method: 'PUT', path: '/api/inbox/{kind}/{id}/hand-over', body: 'json' },
  giveBack: { method: 'DELETE', path: '/api/inbox/{kind}/{id}/taken' },
  takeItem: { method: 'PUT', path: '/api/inbox/{kind}/{id}/taken' },
  readIncident: { method: 'GET', path: '/api/incidents/{participant}/{id}', answer: 'json' },
  listKeys: { method: 'GET', path: '/api/keys', answer: 'json' },
  destroyKey: { method: 'POST', path: '/api/keys/{participant}/{hash}/destroy', answer: 'json' },
  readKinds: { method: 'GET', path: '/api/kinds', answer: 'json' },
  readTexts: { method: 'GET', path: '/api/kinds/texts', answer: 'json' },
  readNews: { method: 'GET', path: '/api/news', answer: 'json' },
  markNewsSeen: { method: 'PUT', path: '/api/news/seen' },
  readNotice: { method: 'GET', path: '/api/notices/own', answer: 'json' },
  setNotice: { method: 'PUT', path: '/api/notices/own', body: 'json' },
  removeNotice: { method: 'DELETE', path: '/api/notices/own' },
  listOfficers: { method: 'GET', path: '/api/officers', answer: 'json' },
  listColleagues: { method: 'GET', path: '/api/officers/colleagues', answer: 'json' },
  enrol: { method: 'POST', path: '/api/officers/enrolments', body: 'json', answer: 'json' },
  beginEnrolment: { method: 'POST', path: '/api/officers/enrolments/options', body: 'json', answer: 'json' },
  inviteOfficer: { method: 'POST', path: '/api/officers/invitations', body: 'json', answer: 'json' },
  listPasskeys: { method: 'GET', path: '/api/officers/passkeys', answer: 'json' },
  stopPasskeys: { method: 'POST', path: '/api/officers/passkeys/stop', body: 'json', answer: 'json' },
  readDescription: { method: 'GET', path: '/api/openapi.json', answer: 'json' },
  readOversight: { method: 'GET', path: '/api/oversight', answer: 'json' },
  resumePeer: { method: 'POST', path: '/api/peers/{participant}/resume', body: 'json' },
  listProposals: { method: 'GET', path: '/api/proposals', answer: 'json' },
  propose: { method: 'POST', path: '/api/proposals', body: 'json', answer: 'json', once: true },
  proposeAppointment: { method: 'POST', path: '/api/proposals/appointments', body: 'json', answer: 'json', once: true },
  proposeConfirmation: { method: 'POST', path: '/api/proposals/confirmations', body: 'json', answer: 'json', once: true },
  proposeDismissal: { method: 'POST', path: '/api/proposals/dismissals', body: 'json', answer: 'json', once: true },
  readProposal: { method: 'GET', path: '/api/proposals/{id}', answer: 'json' },
  approveProposal: { method: 'POST', path: '/api/proposals/{id}/approvals', body: 'json', answer: 'json', once: true },
  putIntoForce: { method: 'POST', path: '/api/proposals/{id}/emergency', answer: 'json', once: true },
  endProposal: { method: 'POST', path: '/api/proposals/{id}/end', body: 'json' },
  listQuarantines: { method: 'GET', path: '/api/quarantine', answer: 'json' },
  decideQuarantine: { method: 'POST', path: '/api/quarantine/{id}', body: 'json', answer: 'json', once: true },
  recallRecords: { method: 'POST', path: '/api/recalls', body: 'json', answer: 'json', once: true },
  previewRecall: { method: 'POST', path: '/api/recalls/preview', body: 'json', answer: 'json' },
  listRecords: { method: 'GET', path: '/api/records', answer: 'json' },
  submitRecord: { method: 'POST', path: '/api/records', body: 'json', answer: 'json', once: true },
  readRecordTimeline: { method: 'GET', path: '/api/records/all/timeline/counts', answer: 'json' },
  readRecord: { method: 'GET', path: '/api/records/{participant}/{id}', answer: 'json' },
  readBlob: { method: 'GET', path: '/api/records/{participant}/{id}/blobs/{sha256}', answer: 'file' },
  askShowing: { method: 'POST', path: '/api/records/{participant}/{id}/blobs/{sha256}/showings', body: 'json', answer: 'json' },
  holdRecord: { method: 'POST', path: '/api/records/{participant}/{id}/hold', body: 'json' },
  liftHold: { method: 'DELETE', path: '/api/records/{participant}/{id}/hold' },
  readProof: { method: 'GET', path: '/api/records/{participant}/{id}/proof', answer: 'json' },
  readProofFile: { method: 'GET', path: '/api/records/{participant}/{id}/proof-file', answer: 'json' },
  listRefused: { method: 'GET', path: '/api/refused', answer: 'json' },
  releaseRecords: { method: 'POST', path: '/api/releases', body: 'json', answer: 'json', once: true },
  previewRelease: { method: 'POST', path: '/api/releases/preview', body: 'json', answer: 'json' },
  listSelections: { method: 'GET', path: '/api/selections', answer: 'json' },
  saveSelection: { method: 'POST', path: '/api/selections', body: 'json', answer: 'json' },
  changeSelection: { method: 'PUT', path: '/api/selections/{id}', body: 'json', answer: 'json' },
  deleteSelection: { method: 'DELETE', path: '/api/selections/{id}' },
  signIn: { method: 'POST', path: '/api/session', body: 'json', answer: 'json' },
  readSession: { method: 'GET', path: '/api/session', answer: 'json' },
  switchOfficer: { method: 'PUT', path: '/api/session', body: 'json', answer: 'json' },
  signOut: { method: 'DELETE', path: '/api/session' },
  assertAsDemo: { method: 'POST', path: '/api/session/assertions', body: 'json', answer: 'json' },
  inviteOneself: { method: 'POST', path: '/api/session/enrolment', answer: 'json' },
  createSignInLink: { method: 'POST', path: '/api/session/link', answer: 'json' },
  signInByOidc: { method: 'POST', path: '/api/session/oidc', body: 'json', answer: 'json' },
  beginOidc: { method: 'POST', path: '/api/session/oidc/begin', body: 'json', answer: 'json' },
  signInByPasskey: { method: 'POST', path: '/api/session/passkey', body: 'json', answer: 'json' },
  beginSignIn: { method: 'POST', path: '/api/session/passkey/options', body: 'json', answer: 'json' },
  readSignInWays: { method: 'GET', path: '/api/session/ways', answer: 'json' },
  listSuspensions: { method: 'GET', path: '/api/suspensions', answer: 'json' },
  suspendKinds: { method: 'POST', path: '/api/suspensions', body: 'json', answer: 'json', once: true },
  liftSuspension: { method: 'POST', path: '/api/suspensions/lift', body: 'json', answer: 'json', once: true },
  listTasks: { method: 'GET', path: '/api/tasks', answer: 'json' },
  closeTask: { method: 'POST', path: '/api/tasks/{id}/close', body: 'json' },
  listThreats: { method: 'GET', path: '/api/threats', answer: 'json' },
  readMatrix: { method: 'GET', path: '/api/threats/all/matrix', answer: 'json' },
  readThreatPlaces: { method: 'GET', path: '/api/threats/all/places', answer: 'json' },
  readTimeline: { method: 'GET', path: '/api/threats/all/timeline', answer: 'json' },
  countThreats: { method: 'GET', path: '/api/threats/facets/counts', answer: 'json' },
  readThreat: { method: 'GET', path: '/api/threats/{id}', answer: 'json' },
  compareVersions: { method: 'GET', path: '/api/threats/{id}/diff', answer: 'json' },
  readGraph: { method: 'GET', path: '/api/threats/{id}/graph', answer: 'json' },
  listNeighbours: { method: 'GET', path: '/api/threats/{id}/neighbours', answer: 'json' },
  findPaths: { method: 'GET', path: '/api/threats/{id}/paths', answer: 'json' },
  listTokens: { method: 'GET', path: '/api/tokens', answer: 'json' },
  makeToken: { method: 'POST', path: '/api/tokens', body: 'json', answer: 'json' },
  endToken: { method: 'DELETE', path: '/api/tokens/{id}' },
  visitBeside: { method: 'POST', path: '/api/visits', body: 'json', answer: 'json' },
  readWatch: { method: 'GET', path: '/api/watch', answer: 'json' },
  listCalls: { method: 'GET', path: '/api/watch/calls', answer: 'json' },
  noteCall: { method: 'POST', path: '/api/watch/calls', body: 'json', answer: 'json', once: true },
  readCall: { method: 'GET', path: '/api/watch/calls/{id}', answer: 'json' },
  fileCall: { method: 'PUT', path: '/api/watch/calls/{id}/record', body: 'json' },
  listContacts: { method: 'GET', path: '/api/watch/contacts', answer: 'json' },
  noteTest: { method: 'PUT', path: '/api/watch/contacts/{participant}/{contact}/test', body: 'json' },
  listNotes: { method: 'GET', path: '/api/watch/notes', answer: 'json' },
  writeNote: { method: 'POST', path: '/api/watch/notes', body: 'json', answer: 'json', once: true },
  takeOver: { method: 'PUT', path: '/api/watch/notes/{id}/taken' },
  listShifts: { method: 'GET', path: '/api/watch/shifts', answer: 'json' },
  putOnDuty: { method: 'POST', path: '/api/watch/shifts', body: 'json', answer: 'json', once: true },
  cancelShift: { method: 'DELETE', path: '/api/watch/shifts/{id}' },
};

export type FileBody = NonNullable<RequestInit['body']>;
export type OperationId = keyof Operations;
/** What an operation takes: the parts of its path, its query, its body, and a `key` where the same key and request within a day are done once. */
export type AskedOf<Id extends OperationId> = Operations[Id]['asked'];
export type AnswerOf<Id extends OperationId> = Operations[Id]['answer'];
export type Client = {
  [Id in OperationId]: {} extends AskedOf<Id> ? (asked?: AskedOf<Id>) => Promise<AnswerOf<Id>> : (asked: AskedOf<Id>) => Promise<AnswerOf<Id>>;
};

/** What a node answered instead of a result (RFC 9457). `code` is stable, `message` is for people. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly problem: Partial<Problem>;
  constructor(status: number, problem: Partial<Problem>) {
    super(problem.detail ?? 'the node gave no reason');
    this.name = 'ApiProblem';
    this.status = status;
    this.problem = problem;
  }
  get code(): string {
    return this.problem.code ?? 'unknown';
  }
}

export type ClientOptions = {
  url: string;
  /** A machine token of the node. */
  token: string;
  /** Which officer of the token's role acts; by default the first. */
  officer?: string;
  /** Gives the key of a request that makes something and has none. Without it such a request is sent without one. */
  newKey?: () => string;
  fetch?: (url: URL, init: RequestInit) => Promise<Response>;
};

/** A client of one node: a method for each operation of its API. Errors: ApiProblem, and those of `fetch`. */
export function createClient(options: ClientOptions): Client {
  const methods = Object.entries(operations).map(([id, operation]) => [id, (asked: Asked = {}) => ask(options, operation, asked)]);
  return Object.fromEntries(methods) as Client;
}

type Described = { method: string; path: string; body?: 'json' | 'file'; answer?: 'json' | 'file'; once?: true };
type Asked = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown; key?: string };

async function ask(options: ClientOptions, { method, path, body, answer, once }: Described, asked: Asked): Promise<unknown> {
  const place = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(asked.params?.[name] ?? ''));
  const url = new URL(place, options.url);
  for (const [name, value] of Object.entries(asked.query ?? {})) if (value !== undefined) url.searchParams.set(name, String(value));
  const key = asked.key ?? (once ? options.newKey?.() : undefined);
  const headers: Record<string, string> = { authorization: `Bearer ${options.token}` };
  if (options.officer !== undefined) headers['tamga-officer'] = options.officer;
  if (body === 'json') headers['content-type'] = 'application/json';
  if (key !== undefined) headers['idempotency-key'] = key;
  const sent = body === 'json' ? JSON.stringify(asked.body) : (asked.body as FileBody | undefined);
  const response = await (options.fetch ?? fetch)(url, { method, headers, ...(sent === undefined ? {} : { body: sent }) });
  if (!response.ok) throw new ApiProblem(response.status, (await response.json().catch(() => ({}))) as Partial<Problem>);
  if (answer === 'file') return response;
  return answer === 'json' ? response.json() : undefined;
}

/** Every item of a list, page by page: `for await (const record of pagesOf((before) => client.listRecords({ query: { ...before } })))`. */
export async function* pagesOf<T>(page: (before: { before?: string }) => Promise<{ items: T[]; next: string | null }>): AsyncGenerator<T> {
  for (let next: string | null | undefined; next !== null; ) {
    const answer: { items: T[]; next: string | null } = await page(next === undefined ? {} : { before: next });
    yield* answer.items;
    next = answer.next;
  }
}
