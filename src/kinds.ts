import { approvalConfirmation } from '#features/approvals/kinds.ts';
import { assignmentEnd, assignmentGive } from '#features/assignments/kinds.ts';
import { auditBatch } from '#features/audits/kinds.ts';
import { caseRefer } from '#features/cases/kinds.ts';
import { gateBlock } from '#features/gates/kinds.ts';
import {
  hypothesisAssessment,
  hypothesisDissent,
  hypothesisEvidence,
  hypothesisOpinion,
  hypothesisStatement,
  hypothesisWithdrawal,
} from '#features/hypotheses/kinds.ts';
import { incidentCount, incidentReport } from '#features/incidents/kinds.ts';
import { officerAppoint, officerDismiss } from '#features/officers/kinds.ts';
import { receipt, refusal } from '#features/receipts/kinds.ts';
import { lift, suspension } from '#features/oversight/kinds.ts';
import { leafDemand, leafOpening, oversightFinding } from '#features/oversight/leaf-kinds.ts';
import type { KindTable } from '#features/records/model.ts';
import { recall, release } from '#features/releases/kinds.ts';
import { threatObject, threatSource } from '#features/threats/kinds.ts';
import { recordTranslation } from '#features/translations/kinds.ts';
import { warningIssue } from '#features/warnings/kinds.ts';

/** Every kind of record that this node understands. */
export const kinds: KindTable = new Map(
  [
    release,
    recall,
    receipt,
    refusal,
    incidentReport,
    incidentCount,
    warningIssue,
    officerAppoint,
    officerDismiss,
    approvalConfirmation,
    assignmentGive,
    assignmentEnd,
    threatObject,
    threatSource,
    recordTranslation,
    gateBlock,
    auditBatch,
    suspension,
    lift,
    leafDemand,
    leafOpening,
    oversightFinding,
    caseRefer,
    hypothesisStatement,
    hypothesisEvidence,
    hypothesisOpinion,
    hypothesisAssessment,
    hypothesisDissent,
    hypothesisWithdrawal,
  ].map((kind) => [kind.kind, kind]),
);
