import type { z } from 'zod';
import { json, request } from '#web/http.ts';
import { boardSchema } from '../board-model.ts';
import { saidSchema } from '../model.ts';
import type { Assessment, Dissent, Evidence, Opinion, Statement } from '../model.ts';

export type Said = z.infer<typeof saidSchema>;

const pathOf = (ref: string): `/api/hypotheses/${string}` =>
  `/api/hypotheses/${ref.split('/').map(encodeURIComponent).join('/')}`;

export const fetchBoard = (stixId: string) => request(boardSchema, `/api/hypotheses/of/${encodeURIComponent(stixId)}`);

export const stateHypothesis = (hypothesis: Statement) =>
  request(saidSchema, '/api/hypotheses', json('POST', { hypothesis }));

export const assess = (assessment: Assessment, hypotheses: readonly string[]) =>
  request(saidSchema, '/api/hypotheses/assessments', json('POST', { assessment, hypotheses }));

export const addEvidence = (ref: string, evidence: Evidence) =>
  request(saidSchema, `${pathOf(ref)}/evidence`, json('POST', { evidence }));

export const giveOpinion = (ref: string, opinion: Opinion) =>
  request(saidSchema, `${pathOf(ref)}/opinion`, json('POST', opinion));

export const dissent = (ref: string, body: Dissent) =>
  request(saidSchema, `${pathOf(ref)}/dissent`, json('POST', body));

export const withdraw = (ref: string, reason: string) =>
  request(saidSchema, `${pathOf(ref)}/withdraw`, json('POST', { reason }));
