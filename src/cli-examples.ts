import type { Command } from 'commander';

const run = '01bb83d6-bb00-7021-b198-ab9016b79dc7';
const ref = `xa/${run}`;
const demand = `iop/${run}`;
const digest = 'q0r5iJr0w1n7S3m4dW0v8yqkQm1v5c9rU2x3y4z5A6E';
/** Of docs/examples/bundle.json. */
const malware = 'malware--8c7e0c1a-1d8e-4a0b-9d0f-6e2f4b7a9c31';
const intruders = 'intrusion-set--2b8d5a52-7a0f-4c9e-8a43-3f5a1c9e7b20';
const offline = '--home ./xa --participant xa --root ./root-keys/xa.key';

/** What stands in examples for what a reader has: a record, an import run, a blob. */
/** A proposal. */
const proposal = '0197a9a0-0000-7000-8000-0000000000aa';
/** A token, by the id that a list shows. */
const token = '0197a9a0-0000-7000-8000-0000000000bb';
export const placeholders = { ref, run, digest, demand, proposal, token } as const;

/**
 * At least one example of every command, as its help and docs/commands.md show it. In the demonstration they do what they say, in the place of
 * the names above; test/federation/commands.test.ts runs them.
 */
export const examples: Readonly<Record<string, readonly string[]>> = {
  alliance: ['tamga --node xa alliance', 'tamga --node xa alliance --json | jq .alarms'],
  'profile root-key': ['tamga profile root-key --out ./xf-root.key'],
  'profile propose': ['tamga profile propose --home ./xa --suspend xc:2030-06-01 --out ./profile-2.json'],
  'profile endorse': [`tamga profile endorse ./profile-2.json ${offline} --out ./xa-endorses.jws`],
  'profile adopt': [
    'tamga profile adopt ./profile-2.json ./xa-endorses.jws ./xb-endorses.jws ./xc-endorses.jws --home ./xa',
  ],
  'directory make': [
    `tamga directory make ${offline} --rotate wrap:xa/cyber --at 1200 --out ./xa-directory.jws`,
    `tamga directory make ${offline} --add-address https://xa.example:7443 --out ./xa-directory.jws`,
  ],
  'directory join': [
    'tamga directory join --from ./documents --home ./xf --participant xf --root ./xf-root.key --address https://xf.example:7443 --authority "xf/desk:Desk"',
  ],
  'directory adopt': ['tamga directory adopt ./xf-directory.jws --home ./xa'],
  'succeed draft': ['TAMGA_HOME=./xa tamga succeed draft --out ./succession-draft.json'],
  'succeed seal': [`tamga succeed seal ./succession-draft.json ${offline} --out ./xa-succession.jws`],
  'succeed adopt': ['tamga succeed adopt ./xa-succession.jws --home ./xa'],
  'blob add': ['tamga --node xa blob add ./disk.img --type application/octet-stream'],
  'blob get': [`tamga --node xb blob get ${ref} ${digest} -o ./disk.img`],
  export: [
    'tamga --node xa export --type malware --from 2030-01-01 -o ./malware.json',
    'tamga --node xa export --selection "new malware" --purpose cybercrime -o ./new-malware.json',
    `tamga --node xa export --case ${ref} --with-references -o ./case.json`,
    `tamga --node xa export --run ${run} --leave-out --format misp -o ./event.json`,
  ],
  refused: ['tamga --node xa refused'],
  resume: ['tamga --node xa resume xb --reason "its officers ended log 1 and began log 2"'],
  'ferry out': ['tamga --node xa --as node-admin ferry out --to xb -o ./for-xb.ferry --blobs ./for-xb'],
  'ferry in': ['tamga --node xb --as node-admin ferry in ./for-xb.ferry --blobs ./for-xb'],
  import: [
    'tamga --node xa import docs/examples/bundle.json --basis mca-2029:5 --tlp AMBER --base unclassified --purpose counter-terrorism --retain-until 2031-05-13',
  ],
  imports: ['tamga --node xa imports', `tamga --node xa imports ${run}`],
  proposals: ['tamga --node xa proposals --state open'],
  propose: ['tamga --node xa propose docs/examples/warning.json'],
  proposal: [`tamga --node xa proposal ${proposal}`],
  approve: [`tamga --node xa approve ${proposal}`, `tamga --node xa --as legal-reviewer approve ${proposal}`],
  'put-into-force': [`tamga --node xa put-into-force ${proposal}`],
  confirm: [`tamga --node xa --as legal-reviewer confirm ${ref}`],
  'end-proposal': [`tamga --node xa --as legal-reviewer end-proposal ${proposal} "the port is another one"`],
  drafts: ['tamga --node xa drafts'],
  'drafts discard': ['tamga --node xa drafts discard record.incident.report'],
  preview: ['tamga --node xa preview docs/examples/incident.json'],
  'preview propose': [`tamga --node xa preview propose ${proposal}`],
  'preview seal': [`tamga --node xa preview seal ${proposal}`],
  figures: ['tamga --node xa figures --figure refused --from 2030-05'],
  'figures records': ['tamga --node xa figures records read assignment xa 2030-05'],
  assign: [
    'tamga --node xa --as approver assign xa/cyber/o-1,xa/cyber/o-4 "duty roster of June" --purpose cii-protection --until 2030-06-30',
    `tamga --node xa --as approver assign xa/cyber/o-4 "works on it" --purpose cybercrime --case ${ref} --until 2030-06-30`,
  ],
  assignments: ['tamga --node xa --as approver assignments --all'],
  assigned: ['tamga --node xa assigned'],
  'end-assignment': [`tamga --node xa --as approver end-assignment ${ref} "moved to another desk" --of xa/cyber/o-4`],
  'request-assignment': [
    `tamga --node xa request-assignment "the operator called me" --purpose cybercrime --case ${ref}`,
  ],
  'assignment-requests': ['tamga --node xa --as approver assignment-requests'],
  'refuse-assignment-request': [
    'tamga --node xa --as approver refuse-assignment-request 7 "ask for the case, not the desk"',
  ],
  'drop-assignment-request': ['tamga --node xa drop-assignment-request 7'],
  inbox: ['tamga --node xa inbox'],
  'inbox take': ['tamga --node xa inbox take task 7'],
  'inbox give-back': ['tamga --node xa inbox give-back task 7'],
  'inbox takings': ['tamga --node xa inbox takings'],
  notices: ['tamga --node xa notices'],
  'notices on': ['tamga --node xa notices on duty@cyber.xa.example --lang ru'],
  'notices off': ['tamga --node xa notices off'],
  watch: ['tamga --node xa watch'],
  'watch plan': ['tamga --node xa watch plan xa/cyber/o-7 2030-05-14 08:00 20:00'],
  'watch roster': ['tamga --node xa watch roster'],
  'watch cancel': [`tamga --node xa watch cancel ${proposal}`],
  'watch note': ['tamga --node xa watch note "two calls of the waterworks; a count is due at noon"'],
  'watch notes': ['tamga --node xa watch notes'],
  'watch take-over': [`tamga --node xa --as duty-officer watch take-over ${proposal}`],
  'watch call': ['tamga --node xa watch call --urgent "duty desk of xe" "asks to keep the disk of vm-e17"'],
  'watch calls': ['tamga --node xa watch calls'],
  'watch file-call': [`tamga --node xa watch file-call ${proposal} ${ref}`],
  'watch contacts': ['tamga --node xa watch contacts'],
  'watch test': ['tamga --node xa watch test xb duty answered --note "in two minutes"'],
  'inbox hand-over': ['tamga --node xa inbox hand-over task 7 xa/cyber/o-4 "you know the operator"'],
  deputies: ['tamga --node xa deputies'],
  deputy: ['tamga --node xa deputy xa/cyber/o-4 2030-05-20 2030-05-24'],
  'no-deputy': ['tamga --node xa no-deputy'],
  quarantine: ['tamga --node xa quarantine'],
  'quarantine-release': ['tamga --node xa quarantine-release 4 500 "names of a list that a court ordered"'],
  'quarantine-discard': ['tamga --node xa quarantine-discard 4 500 "no case needs them"'],
  refer: ['tamga --node xb refer xb/fiu "the unit is part of ours since May"'],
  case: [`tamga --node xa case ${ref}`],
  next: [`tamga --node xa next ${ref}`],
  referrals: ['tamga --node xb referrals'],
  keys: ['tamga --node xa --as node-admin keys'],
  'destroy-key': ['tamga --node xa --as node-admin destroy-key xa/Qm1v5c9rU2x3y4z5'],
  'sign-in': ['tamga --node xa sign-in'],
  officers: ['tamga --node xa --as node-admin officers'],
  invite: ['tamga --node xa --as node-admin invite xa/cyber/o-21 "Marn Exemplar" --role case-officer'],
  appoint: ['tamga --node xa --as node-admin appoint xa/cyber/o-21'],
  tokens: ['tamga --node xa tokens', 'tamga --node xa --as node-admin tokens --all --json'],
  'make-token': ['tamga --node xa make-token "nightly import" --scope import read --days 30'],
  passkeys: ['tamga --node xa --as node-admin passkeys --all'],
  'stop-passkeys': ['tamga --node xa --as node-admin stop-passkeys xa/cyber/o-1 --reason lost'],
  'end-token': [`tamga --node xa end-token ${token}`],
  dismiss: ['tamga --node xa --as node-admin dismiss xa/cyber/o-21 --reason left'],
  records: [
    'tamga --node xa records --kind incident.report --limit 20',
    'tamga --node xa records --verdict quarantined --json',
    'tamga --node xa records --written officers --limit 20',
  ],
  record: [`tamga --node xa record ${ref}`],
  submit: ['tamga --node xa submit docs/examples/incident.json'],
  translate: [`tamga --node xa translate ${ref} docs/examples/translation.json`],
  hold: [`tamga --node xb hold ${ref} --code court-order --until 2030-12-31 --reason "district court, 14 May"`],
  'lift-hold': [`tamga --node xb lift-hold ${ref}`],
  verify: [`tamga --node xb verify ${ref}`, 'tamga --node xb verify --all --author xa'],
  proof: [`tamga --node xb proof ${ref} -o ./proof.json`],
  release: [`tamga --node xa release ${ref} --to xb,xc`, `tamga --node xa release --import ${run} --to xb/cyber`],
  recall: [`tamga --node xa recall ${ref} --to xc --reason "sent too widely"`],
  play: ['tamga play scenarios/greylatch-opening.json'],
  suspensions: ['tamga --node iop suspensions'],
  suspend: ['tamga --node iop suspend 2030-06-01T00:00:00.000Z "until the audit is done" threat.object'],
  lift: ['tamga --node iop lift "the audit is done" threat.object'],
  'oversight demands': ['tamga --node iop oversight demands'],
  'oversight unopened': ['tamga --node iop oversight unopened'],
  'oversight show': [`tamga --node iop oversight show ${demand}`],
  'oversight demand': [
    'tamga --node iop oversight demand xa --sample 20 --until 2030-06-01T00:00:00.000Z --basis mca-2029:11 --reason "yearly sample"',
  ],
  'oversight open': [`tamga --node xa --as auditor oversight open ${demand}`],
  'oversight findings': ['tamga --node iop oversight findings'],
  'oversight find': [`tamga --node iop oversight find ${demand} "two leaves were not opened"`],
  tasks: ['tamga --node xa tasks', 'tamga --node xa tasks --closed --json'],
  'close-task': ['tamga --node xa close-task 4 "our report was withdrawn too"'],
  threats: [
    'tamga --node xa threats greylatch',
    'tamga --node xa threats --type malware --from 2030-01-01 --save "new malware"',
  ],
  'threats neighbours': [`tamga --node xa threats neighbours ${malware}`],
  'threats path': [`tamga --node xa threats path ${malware} ${intruders}`],
  'threats diff': [`tamga --node xa threats diff ${malware}`],
  threat: [`tamga --node xa threat ${malware}`],
  hypotheses: ['tamga --node xa hypotheses', `tamga --node xa hypotheses ${malware}`],
  'hypothesis state': ['tamga --node xa hypothesis state docs/examples/hypothesis.json'],
  'hypothesis evidence': [
    `tamga --node xb hypothesis evidence ${ref} "the loader is signed by another key" --direction against --grade B2 --why "own analysis"`,
  ],
  'hypothesis opinion': [`tamga --node xb hypothesis opinion ${ref} agree "we saw the same servers"`],
  'hypothesis assess': [`tamga --node xa hypothesis assess docs/examples/assessment.json ${ref}`],
  'hypothesis dissent': [`tamga --node xb hypothesis dissent ${ref} "the sample is not from that campaign"`],
  'hypothesis withdraw': [`tamga --node xa hypothesis withdraw ${ref} "the server was rented twice"`],
  selections: ['tamga --node xa selections'],
  'selections rename': ['tamga --node xa selections rename "new malware" "malware of this year"'],
  'selections share': ['tamga --node xa selections share "new malware"'],
  'selections unshare': ['tamga --node xa selections unshare "new malware"'],
  'selections delete': ['tamga --node xa selections delete "new malware"'],
  node: ['TAMGA_HOME=./xa tamga node', 'TAMGA_HOME=./xa tamga node --without xc'],
  rebuild: ['TAMGA_HOME=./xa tamga rebuild'],
  backup: ['TAMGA_HOME=./xa tamga backup -o ./xa.tamga-backup --keep-days 30'],
  backups: ['TAMGA_HOME=./xa tamga backups'],
  'prune-backups': ['TAMGA_HOME=./xa tamga prune-backups', 'TAMGA_HOME=./xa tamga prune-backups --gone 3,4'],
  restore: ['tamga restore ./xa.tamga-backup --home ./xa-restored --with-keys ./xa.keys'],
  config: ['TAMGA_HOME=./xa tamga config'],
  init: ['tamga init --profile profiles/sco-rats.json --home ./trial'],
};

/** The commands that do something, by the words with which they are called. */
export function commandsOf(program: Command, before: readonly string[] = []): [name: string, command: Command][] {
  return program.commands.flatMap((command): [string, Command][] => {
    const words = [...before, command.name()];
    // NOTE: commander has no public name for whether a command does something itself, besides those below it.
    const acts = command.commands.length === 0 || Reflect.get(command, '_actionHandler') !== null;
    return [...(acts ? [[words.join(' '), command] as [string, Command]] : []), ...commandsOf(command, words)];
  });
}

export const exitCodes =
  'Exit codes: 0 done; 1 refused, failed, or what was checked does not hold (the code of a refusal stands in brackets); 2 wrong usage.';

/** What each help ends with. */
export function addExamples(program: Command): void {
  for (const [name, command] of commandsOf(program)) {
    const shown = (examples[name] ?? []).map((one) => `  ${one}`).join('\n');
    command.addHelpText('after', `${shown === '' ? '' : `\nExamples:\n${shown}\n`}\n${exitCodes}`);
  }
}
