import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refOf } from '#test/alliance.ts';
import { goodEvidence, goodStatement, greylatch } from '#test/hypotheses.ts';
import { foldBoard, sayHeld } from './board-rules.ts';
import type { Said, SaidOf } from './model.ts';

type Kind = Said['kind'];
const subject = refOf('xa', 900);

/** Something that an authority says, at a minute; its number is its ref. */
function say<K extends Kind>(n: number, kind: K, content: SaidOf<K>['content'], change: Partial<Said> = {}): SaidOf<K> {
  const author = change.author ?? 'xa/cyber';
  return {
    ref: refOf(author.split('/', 1)[0] ?? '', n),
    kind,
    author,
    at: `2030-05-13T06:${String(n).padStart(2, '0')}:00.000Z`,
    about: [subject],
    replaces: null,
    marking: { tlp: 'AMBER', base: 'unclassified' },
    content,
    ...change,
  } as SaidOf<K>;
}

const bought = say(1, 'hypothesis.statement', goodStatement());
const written = say(
  2,
  'hypothesis.statement',
  goodStatement({ statement: 'Whoever ran the campaign wrote the loader.', evidence: [], noneAgainst: 'Nothing yet.' }),
  { author: 'xb/cyber' },
);
const agree = { opinion: 'agree', explanation: 'We see the same.' } as const;
const judgement = {
  question: 'Where does the loader come from?',
  judgement: 'Most likely bought.',
  term: 'suspected' as const,
  confidence: 55,
  participants: ['xa', 'xb'],
  against: 'The time stamps.',
};
const joint = say(10, 'hypothesis.assessment', judgement, { author: 'ec/office', about: [bought.ref, written.ref] });
const apart = say(
  11,
  'hypothesis.dissent',
  { reason: 'We see our own tools in it.' },
  { author: 'xb/cyber', about: [joint.ref] },
);

const fold = (...said: Said[]) => foldBoard(greylatch.id, said);

test('alternatives stand side by side, each with its author: none takes another away', () => {
  const { hypotheses } = fold(bought, written);
  expect(hypotheses.map(({ author, statement }) => [author, statement])).toEqual([
    ['xa/cyber', bought.content.statement],
    ['xb/cyber', written.content.statement],
  ]);
});

test('a hypothesis is never said without its author, its word of caution and its confidence', () => {
  expect(sayHeld('xb/cyber', goodStatement())).toBe(
    'xb/cyber holds as suspected (Likely/Probable, 60 of 100): The loader was bought, and not written by whoever ran the campaign.',
  );
  const attributed = { name: 'Quiet Heron', class: 'group' as const };
  expect(sayHeld('xb/cyber', goodStatement({ attributed, confidence: 20 }))).toMatch(
    /^xb\/cyber holds as suspected \(Unlikely\/Probably Not, 20 of 100\) \[attribution to Quiet Heron, group\]: /,
  );
});

test('what its author withdrew stays to be read, with the reason', () => {
  const gone = say(5, 'hypothesis.withdrawal', { reason: 'The samples were mixed up.' }, { about: [bought.ref] });
  const { hypotheses } = fold(bought, written, gone);
  expect(hypotheses).toHaveLength(2);
  expect(hypotheses[0]?.withdrawn).toEqual({ ref: gone.ref, at: gone.at, reason: 'The samples were mixed up.' });
  expect(hypotheses[1]?.withdrawn).toBeNull();
});

test('a correction takes the place of its author’s earlier version, and what was said of that one stays with it', () => {
  const corrected = say(6, 'hypothesis.statement', goodStatement({ confidence: 30 }), { replaces: bought.ref });
  const opinion = say(3, 'hypothesis.opinion', agree, { author: 'xb/cyber', about: [bought.ref] });
  const finding = say(4, 'hypothesis.evidence', goodEvidence({ summary: 'An invoice.' }), {
    author: 'xc/cyber',
    about: [bought.ref],
  });
  const { hypotheses, matrix } = fold(bought, opinion, finding, corrected);
  expect(hypotheses).toHaveLength(1);
  expect(hypotheses[0]).toMatchObject({ ref: corrected.ref, versions: [bought.ref], confidence: { value: 30 } });
  expect(hypotheses[0]?.opinions).toMatchObject([{ author: 'xb/cyber', opinion: 'agree', earlier: true }]);
  expect(matrix.find(({ summary }) => summary === 'An invoice.')?.cells).toMatchObject([
    [{ author: 'xc/cyber', earlier: true }],
  ]);
});

test('opinions of several are shown each with its author; a later one of the same author takes the place of the earlier', () => {
  const first = say(3, 'hypothesis.opinion', agree, { author: 'xb/cyber', about: [bought.ref] });
  const second = say(
    4,
    'hypothesis.opinion',
    { ...agree, opinion: 'strongly-disagree' },
    { author: 'xb/cyber', about: [bought.ref], replaces: first.ref },
  );
  const other = say(5, 'hypothesis.opinion', agree, { author: 'xc/cyber', about: [bought.ref] });
  const given = fold(bought, first, second, other).hypotheses[0]?.opinions;
  expect(given?.map(({ author, opinion }) => `${author} ${opinion}`)).toEqual([
    'xb/cyber strongly-disagree',
    'xc/cyber agree',
  ]);
});

test('a finding is one line over all hypotheses, and each cell says who weighs it so, with his grade', () => {
  const cites = refOf('xc', 77);
  const forOne = say(3, 'hypothesis.evidence', goodEvidence({ direction: 'for', cites }), { about: [bought.ref] });
  const againstOther = say(4, 'hypothesis.evidence', goodEvidence({ cites, grade: 'C3' }), { about: [written.ref] });
  const graded = say(5, 'hypothesis.evidence', goodEvidence({ cites: forOne.ref, direction: 'neutral', grade: 'E5' }), {
    author: 'xb/cyber',
    about: [bought.ref],
  });
  const line = fold(bought, written, forOne, againstOther, graded).matrix.find(({ key }) => key === cites);
  expect(line?.cells.map((cell) => cell.map((one) => [one.author, one.direction, one.grade]))).toEqual([
    [
      ['xa/cyber', 'for', 'B2'],
      ['xb/cyber', 'neutral', 'E5'],
    ],
    [['xa/cyber', 'against', 'C3']],
  ]);
});

test('findings that cite each other in a circle end', () => {
  const [one, other] = [refOf('xa', 3), refOf('xa', 4)];
  const circle = [
    say(3, 'hypothesis.evidence', goodEvidence({ cites: other }), { about: [bought.ref] }),
    say(4, 'hypothesis.evidence', goodEvidence({ cites: one }), { about: [bought.ref] }),
  ];
  expect(fold(bought, ...circle).matrix.flatMap(({ cells }) => cells.flat())).toHaveLength(4);
});

test('a dissent stands with the assessment, also when that is corrected, until its own author replaces it', () => {
  const corrected = say(
    12,
    'hypothesis.assessment',
    { ...judgement, confidence: 90 },
    { author: 'ec/office', about: [bought.ref, written.ref], replaces: joint.ref },
  );
  expect(fold(bought, written, joint, apart).assessments[0]?.dissents).toMatchObject([
    { ref: apart.ref, earlier: false },
  ]);
  const { assessments } = fold(bought, written, joint, apart, corrected);
  expect(assessments).toMatchObject([
    { ref: corrected.ref, versions: [joint.ref], dissents: [{ author: 'xb/cyber', ref: apart.ref, earlier: true }] },
  ]);
  const milder = say(
    13,
    'hypothesis.dissent',
    { reason: 'Only the confidence is too high.' },
    { author: 'xb/cyber', about: [corrected.ref], replaces: apart.ref },
  );
  expect(fold(bought, written, joint, apart, corrected, milder).assessments[0]?.dissents).toMatchObject([
    { ref: milder.ref, reason: 'Only the confidence is too high.', earlier: false },
  ]);
});

test('a dissent that its author withdrew stays to be read as withdrawn', () => {
  const gone = say(14, 'hypothesis.withdrawal', { reason: 'Settled.' }, { author: 'xb/cyber', about: [apart.ref] });
  expect(fold(bought, written, joint, apart, gone).assessments[0]?.dissents).toMatchObject([
    { ref: apart.ref, withdrawn: { reason: 'Settled.' } },
  ]);
});

test('an assessment is its author’s proposal until each other participant that it names has answered it as it stands', () => {
  const held = (...said: Said[]) => fold(bought, written, joint, ...said).assessments[0]?.held;
  const proposed = 'proposed by ec/office for xa, xb as suspected (Even Chance, 55 of 100): Most likely bought.';
  const answer = say(12, 'hypothesis.opinion', agree, { author: 'xa/cyber', about: [joint.ref] });
  expect(held()).toBe(proposed);
  expect(held(apart), 'xa is silent').toBe(proposed);
  expect(held(apart, answer)).toMatch(/^ec\/office judges as suspected \(/);
  const gone = say(14, 'hypothesis.withdrawal', { reason: 'Settled.' }, { author: 'xb/cyber', about: [apart.ref] });
  expect(held(apart, answer, gone), 'a withdrawn dissent is no answer').toBe(proposed);
  const corrected = { ...joint, ref: refOf('ec', 20), at: '2030-05-13T07:00:00.000Z', replaces: joint.ref };
  expect(held(apart, answer, corrected), 'what was answered was another version').toBe(proposed);
});

test('an assessment in the name of its own author’s participant alone is no proposal', () => {
  const alone = say(10, 'hypothesis.assessment', { ...judgement, participants: ['xa'] }, { about: [bought.ref] });
  expect(fold(bought, alone).assessments[0]?.held).toMatch(/^xa\/cyber judges as suspected \(/);
});

test('an opinion about the object itself stands beside the hypotheses', () => {
  const opinion = say(3, 'hypothesis.opinion', agree, { author: 'xb/cyber' });
  expect(fold(bought, opinion)).toMatchObject({ opinions: [{ author: 'xb/cyber' }], hypotheses: [{ opinions: [] }] });
});

test('the board is the same in whatever order its records came', () => {
  const all = [
    bought,
    written,
    joint,
    apart,
    say(3, 'hypothesis.opinion', agree, { author: 'xb/cyber', about: [bought.ref] }),
    say(4, 'hypothesis.evidence', goodEvidence(), { author: 'xc/cyber', about: [written.ref] }),
    say(7, 'hypothesis.statement', goodStatement({ confidence: 10 }), { replaces: bought.ref }),
    say(15, 'hypothesis.withdrawal', { reason: 'no' }, { author: 'xb/cyber', about: [written.ref] }),
  ];
  const expected = fold(...all);
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
      expect(fold(...shuffled)).toEqual(expected);
    }),
  );
});

test('whatever others say, no hypothesis and no dissent is lost from the board', () => {
  const others = fc.constantFrom('xc/cyber', 'iop/panel', 'ec/office');
  const about = fc.constantFrom(bought.ref, written.ref, joint.ref, apart.ref);
  // What a rule lets through: opinions, findings and assessments of others. Replacing and withdrawing is not among it.
  const noise = fc.oneof(
    fc.record({ author: others, about }).map(({ author, about: one }) => ['hypothesis.opinion', author, one] as const),
    fc.record({ author: others, about }).map(({ author, about: one }) => ['hypothesis.evidence', author, one] as const),
  );
  fc.assert(
    fc.property(fc.array(noise, { maxLength: 20 }), (said) => {
      const made = said.map(([kind, author, one], n) =>
        kind === 'hypothesis.opinion'
          ? say(20 + n, kind, { opinion: 'strongly-disagree', explanation: 'no' }, { author, about: [one] })
          : say(20 + n, kind, goodEvidence(), { author, about: [one] }),
      );
      const board = fold(bought, written, joint, apart, ...made);
      expect(board.hypotheses.map(({ ref }) => ref)).toEqual([bought.ref, written.ref]);
      expect(board.assessments[0]?.dissents.map(({ ref }) => ref)).toEqual([apart.ref]);
    }),
  );
});
