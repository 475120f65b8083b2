import type { Evidence, Statement } from '#features/hypotheses/model.ts';

/** A malware object of the fictional alliance, and a bundle that holds it. */
export const greylatch = {
  type: 'malware',
  spec_version: '2.1',
  id: 'malware--9c1a7c60-0d2b-4d7e-8a51-000000000001',
  created: '2030-05-13T06:00:00.000Z',
  modified: '2030-05-13T06:00:00.000Z',
  name: 'Greylatch',
  is_family: true,
};

export const bundleOf = (...objects: object[]): Buffer =>
  Buffer.from(JSON.stringify({ type: 'bundle', id: 'bundle--9c1a7c60-0d2b-4d7e-8a51-000000000000', objects }));

export const importHandling = {
  name: 'greylatch.json',
  marking: { tlp: 'AMBER', base: 'unclassified' },
  basis: [{ instrument: 'mca-2029', article: '5' }],
  purpose: 'counter-terrorism',
  retainUntil: '2031-05-13',
};

export const goodEvidence = (change: Partial<Evidence> = {}): Evidence => ({
  summary: 'The builds carry time stamps of another time zone.',
  direction: 'against',
  weight: 'moderate',
  grade: 'B2',
  gradeReason: 'Read from 14 samples by our own laboratory.',
  ...change,
});

export const goodStatement = (change: Partial<Statement> = {}): Statement => ({
  object: greylatch.id,
  question: 'Where does the loader come from?',
  statement: 'The loader was bought, and not written by whoever ran the campaign.',
  term: 'suspected',
  confidence: 60,
  evidence: [goodEvidence({ direction: 'for', summary: 'Two other campaigns use the same loader.' }), goodEvidence()],
  ...change,
});
