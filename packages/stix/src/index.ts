export { StixError, type StixErrorCode } from './stix-error.ts';
export type { StixValue } from './types.ts';
export {
  readBundle,
  readBundleInSteps,
  type BundleLimits,
  type ReadBundle,
  type RefusalCode,
  type RefusedObject,
  type StixObject,
} from './bundle.ts';
export {
  compareVersions,
  judgeObject,
  versionOf,
  type KnownVersion,
  type VersionedObject,
  type VersionOutcome,
} from './versions.ts';
export { compareInstants, instantKey, isTimestamp } from './timestamps.ts';
export { isTypeName, isUuid, typeOfId } from './validate/identifiers.ts';
export { uuid5 } from './uuid5.ts';
export { compareObjects, type MemberChange } from './compare-objects.ts';
export { compareTexts, type TextPart } from './compare-texts.ts';
export { contentDigest } from './digest.ts';
export {
  CONFIDENCE_SCALES,
  confidenceValue,
  confidenceWords,
  type ConfidenceScale,
  type ConfidenceStep,
} from './confidence.ts';
export { isPersonBearing, isPersonPattern, tellsOfPerson } from './persons.ts';
export { isWiderTlp, narrowestTlp, parseTlp, readTlpDefinitions, TLP_LABELS, tlpOf, type TlpLabel } from './tlp.ts';
export { addMarkings, beforeMarkings } from './export/add-markings.ts';
export { statementMarking, tlpMarking, type HandlingMarking } from './export/handling-markings.ts';
export { referencesOf } from './export/references.ts';
export { attributionsOf, isAttributing, type Attribution } from './attributing.ts';
export { edgesOf, IMPERSONAL_TYPES, unreadReferences, type Edge } from './edges.ts';
export { searchText } from './search-text.ts';
export { translatedNames } from './translations.ts';
export { nameOf } from './name-of.ts';
export { relationText } from './lines.ts';
export { TYPE_WORDS } from './type-words.ts';
export { readMispEvent, readMispEventInSteps, type MispLimits, type ReadMispEvent } from './misp/read-misp-event.ts';
export { actorOfTag, likelihoodTag } from './misp-out/attributing-tags.ts';
export { withOneTlp } from './misp-out/one-tlp.ts';
export { limitDistribution } from './misp-out/limit-distribution.ts';
export { restoreMispEvents } from './misp-out/restore.ts';
export { writeMispEvents, type MispEvent, type NewEvent } from './misp-out/write-misp-events.ts';
export type { MadeObject, MispRefusal, MispRefusalCode, MispWarning, MispWarningCode } from './misp/conversion.ts';
export { validateObject, type ValidateOptions } from './validate/object.ts';
export { validateBundle, type ValidateBundleOptions } from './validate/bundle.ts';
export type { ErrorCode, Finding, Findings, WarningCode } from './validate/finding.ts';
export { deterministicId } from './validate/deterministic-id.ts';
export type * from './validate/types.ts';
export { parsePattern } from './pattern/parse-pattern.ts';
export { PatternError, type PatternErrorCode } from './pattern/pattern-error.ts';
export { PATTERN_LIMITS, type PatternLimits } from './pattern/limits.ts';
export { printConstants, printPath, printPattern } from './pattern/print.ts';
export { inspectPattern, operatorOf, type PatternInspection } from './pattern/inspect.ts';
export { remarksOn, type PatternRemark, type PatternRemarkCode } from './pattern/remarks.ts';
export { matchPattern, type PatternMatch } from './pattern/match-pattern.ts';
export { MATCH_LIMITS, type MatchLimits } from './pattern/work.ts';
export type * from './pattern/ast.ts';
