import { expect, test } from 'vitest';
import type { Alliance } from '#features/alliance/model.ts';
import { bareAlliance, goodEnvelope, knownRecord, knownTo, refOf } from '#test/alliance.ts';
import { goodEvidence, goodStatement } from '#test/hypotheses.ts';
import type { Verdict } from '#features/records/model.ts';
import { unheardAuthor } from './model.ts';
import type { Evidence, Statement } from './model.ts';
import {
  judgeAssessment,
  judgeDissent,
  judgeEvidence,
  judgeOpinion,
  judgeStatement,
  judgeWithdrawal,
  judgeWords,
} from './rules.ts';

const [object, statement, assessment] = [refOf('xa', 1), refOf('xa', 2), refOf('xa', 3)];
const known = knownTo('xb', [
  knownRecord({ ref: object, kind: 'threat.object' }),
  knownRecord({ ref: statement, kind: 'hypothesis.statement' }),
  knownRecord({ ref: assessment, kind: 'hypothesis.assessment' }),
]);
const from = (author: string, about: string[]) =>
  goodEnvelope({ author, officers: [`${author}/o-1`], ref: refOf(author.split('/', 1)[0] ?? ''), about });
const codeOf = (verdict: Verdict): string => (verdict.ok ? 'ok' : verdict.code);

const stated = (change: Partial<Statement> = {}, about: string[] = [object]): string =>
  codeOf(judgeStatement({ envelope: from('xb/cyber', about), body: { ...goodStatement(), ...change } }, known));
const found = (change: Partial<Evidence> = {}, about: string[] = [statement]): string =>
  codeOf(judgeEvidence({ envelope: from('xb/cyber', about), body: { ...goodEvidence(), ...change } }, known));
const against = goodEvidence({ direction: 'against' });

test('a hypothesis says what speaks against it, or what was looked at without finding any: SG-26', () => {
  expect(stated({ evidence: [against] })).toBe('ok');
  expect(stated({ evidence: [], noneAgainst: 'Two other families were compared.' })).toBe('ok');
  expect(stated({ evidence: [goodEvidence({ direction: 'for' }), goodEvidence({ direction: 'neutral' })] })).toBe(
    'SG-26',
  );
});

test('an attribution rests on a graded finding for it: without any it is refused, SG-26', () => {
  const attributed = { name: 'Quiet Heron', class: 'group' } as const;
  expect(stated({ attributed, evidence: [goodEvidence({ direction: 'for' }), against] })).toBe('ok');
  expect(stated({ attributed, evidence: [against] })).toBe('SG-26');
});

test.each(['individual', 'unknown'] as const)(
  'nothing is attributed to a person: class %s is refused, SG-07',
  (type) => {
    const evidence = [goodEvidence({ direction: 'for' }), against];
    expect(stated({ attributed: { name: 'Q', class: type }, evidence })).toBe('SG-07');
  },
);

test('nothing is attributed to an account or an address, nor to what can do nothing', () => {
  const evidence = [goodEvidence({ direction: 'for' }), against];
  const to = (type: string) => ({
    name: 'Q',
    class: 'group' as const,
    object: `${type}--${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}`,
  });
  expect(stated({ attributed: to('threat-actor'), evidence })).toBe('ok');
  for (const type of ['user-account', 'email-addr', 'location', 'indicator'])
    expect(stated({ attributed: to(type), evidence })).toBe('attribution');
});

test('there are hypotheses about behaviour, software, events and machines, and about nobody', () => {
  const about = (type: string) => stated({ object: `${type}--00000000-0000-4000-8000-000000000001` });
  for (const type of ['malware', 'intrusion-set', 'campaign']) expect(about(type)).toBe('ok');
  for (const type of ['identity', 'threat-actor', 'user-account', 'email-addr', 'x-misp-object'])
    expect(about(type)).toBe('subject');
});

test('an object that describes a person is no evidence: SG-07', () => {
  const cited = (type: string) => found({ cites: `${type}--00000000-0000-4000-8000-000000000001` });
  expect(cited('indicator')).toBe('ok');
  for (const type of ['identity', 'user-account', 'email-message', 'email-addr']) expect(cited(type)).toBe('SG-07');
  const cites = 'user-account--00000000-0000-4000-8000-000000000001';
  expect(stated({ evidence: [{ ...against, cites }] })).toBe('SG-07');
});

test.each([
  'The terrorists who wrote it',
  'a terrorist group',
  'Terrorist.',
  'Это дело террористов',
  'террористическая организация',
  '恐怖分子所为',
])('no field calls anybody a terrorist: %s', (text) => {
  expect(codeOf(judgeWords(undefined, text))).toBe('SG-26');
  expect(stated({ statement: text })).toBe('SG-26');
  expect(stated({ question: text })).toBe('SG-26');
  expect(stated({ noneAgainst: text })).toBe('SG-26');
  const evidence = [goodEvidence({ direction: 'for' }), against];
  expect(stated({ attributed: { name: text, class: 'group' }, evidence })).toBe('SG-26');
  expect(found({ summary: text })).toBe('SG-26');
  expect(found({ gradeReason: text })).toBe('SG-26');
  const said = { explanation: text, reason: text };
  expect(codeOf(judgeOpinion({ envelope: from('xb/cyber', [statement]), body: said }, known))).toBe('SG-26');
  expect(codeOf(judgeDissent({ envelope: from('xb/cyber', [assessment]), body: said }, known))).toBe('SG-26');
  expect(codeOf(judgeWithdrawal({ envelope: from('xa/cyber', [statement]), body: said }, known))).toBe('SG-26');
  for (const field of ['question', 'judgement', 'against']) expect(assessed({ [field]: text })).toBe('SG-26');
});

test.each([
  'the terrorist misuse of the internet',
  'counter-terrorist authorities were told',
  'planned as a terrorist act, the court says',
  'использование в террористических целях',
  'anti-terrorist drills',
])('a deed, a use or an authority may be named so: %s', (text) => {
  expect(codeOf(judgeWords(text))).toBe('ok');
});

const judgement = {
  question: 'Who wrote the loader?',
  judgement: 'The second is the likelier.',
  term: 'suspected',
  confidence: 55,
  participants: ['xa', 'xb'],
  against: 'The build times fit neither.',
} as const;
const assessed = (change: object = {}, about: string[] = [statement]): string =>
  codeOf(
    judgeAssessment(
      { envelope: from('ec/office', about), body: { ...judgement, participants: ['xa', 'xb'], ...change } },
      known,
    ),
  );

test('an assessment prefers one of the hypotheses that it weighs, or none', () => {
  expect(assessed()).toBe('ok');
  expect(assessed({ prefers: statement })).toBe('ok');
  expect(assessed({ prefers: refOf('xa', 9) })).toBe('prefers');
});

test('each is about what it can be about, and about nothing else', () => {
  expect(stated({}, [statement])).toBe('about');
  expect(stated({}, [])).toBe('about');
  expect(found({}, [object])).toBe('about');
  expect(found({}, [statement, object])).toBe('about');
  expect(assessed({}, [object])).toBe('about');
  expect(codeOf(judgeDissent({ envelope: from('xb/cyber', [statement]), body: { reason: 'no' } }, known))).toBe(
    'about',
  );
  expect(codeOf(judgeWithdrawal({ envelope: from('xa/cyber', [object]), body: { reason: 'no' } }, known))).toBe(
    'about',
  );
  const opinion = (about: string[]) =>
    codeOf(judgeOpinion({ envelope: from('xb/cyber', about), body: { explanation: 'yes' } }, known));
  for (const one of [object, statement, assessment]) expect(opinion([one])).toBe('ok');
});

test('who says something of a record that is not here is refused at home, and waits elsewhere', () => {
  const unknown = refOf('xa', 7);
  expect(found({}, [unknown])).toBe('about');
  const elsewhere = { ...known, self: 'xc' };
  const body = goodEvidence();
  expect(codeOf(judgeEvidence({ envelope: from('xb/cyber', [unknown]), body }, elsewhere))).toBe('ok');
});

test('an opinion and a dissent are another authority’s than what they are about', () => {
  const opinion = (author: string) =>
    codeOf(judgeOpinion({ envelope: from(author, [statement]), body: { explanation: 'no' } }, known));
  const dissent = (author: string) =>
    codeOf(judgeDissent({ envelope: from(author, [assessment]), body: { reason: 'no' } }, known));
  for (const judge of [opinion, dissent]) {
    expect(judge('xb/cyber')).toBe('ok');
    expect(judge('xa/fiu')).toBe('ok');
    expect(judge('xa/cyber')).toBe('own-opinion');
  }
});

test('what was said is withdrawn by its author alone, or by the authority that took its author’s place', () => {
  const withdrawn = (author: string, alliance?: Alliance) =>
    codeOf(
      judgeWithdrawal(
        { envelope: from(author, [statement]), body: { reason: 'new facts' } },
        alliance ? { ...known, alliance } : known,
      ),
    );
  expect(withdrawn('xa/cyber')).toBe('ok');
  expect(withdrawn('xa/fiu')).toBe('not-author');
  expect(withdrawn('xb/cyber')).toBe('not-author');
  const authorities = [{ code: 'xa/cyber', to: '2030-05-12', successor: 'xa/police' }, { code: 'xa/police' }];
  const merged = {
    ...bareAlliance(),
    directories: new Map([['xa', { directory: { authorities } }]]),
  } as unknown as Alliance;
  expect(withdrawn('xa/police', merged)).toBe('ok');
  expect(withdrawn('xa/fiu', merged)).toBe('not-author');
});

test('who says something of another’s word is told that its author does not have it, unless he has or may not', () => {
  const said = { ref: refOf('xb'), released: [], withheld: [] };
  const about = refOf('xa');
  expect(unheardAuthor(said, about)).toBe('xa');
  expect(unheardAuthor(said, refOf('xb'))).toBeUndefined();
  expect(unheardAuthor({ ...said, released: [{ to: 'xa' }] }, about)).toBeUndefined();
  expect(unheardAuthor({ ...said, released: [{ to: 'xc' }] }, about)).toBe('xa');
  expect(unheardAuthor({ ...said, withheld: [{ to: 'xa' }] }, about)).toBeUndefined();
});
