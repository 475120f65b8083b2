const words = (text: string): string[] => text.split(' ');

/** Why a handling is refused: marking, basis, purpose, retention. */
export const handlingCodes: readonly string[] = words(
  'missing-marking missing-basis missing-purpose missing-retainUntil SG-30 tlp basis purpose retention',
);

/** Why nothing is signed: what stands against the node's own log. */
export const stoppedCodes: readonly string[] = words('log-stopped own-log-behind own-log-forked own-log-succeeded');

/** Why what others have to approve is not sealed. */
export const approvalCodes: readonly string[] = [
  ...words(
    'decided approvals approval approval-counter approval-stopped approval-void passkey-unregistered officer-differs approval-named approval-missing approval-author approval-twice approval-unknown approval-role',
  ),
  ...words(
    'approval-ended approval-software approval-unattested approval-young founded not-emergency handled-otherwise emergency-over emergency-again',
  ),
];

/** Why what an officer submits is refused, of whatever kind. */
export const draftCodes: readonly string[] = [
  ...handlingCodes,
  ...words('refused SG-28 kind-unknown version needs profile author-unknown membership node-key officers to replaces'),
  ...words('not-author case body stix-id stix-time suspended key-range blobs blob-size blob-absent blob-lost'),
  ...words('record-unknown recipient conflict keys replaced-already'),
  ...stoppedCodes,
  ...approvalCodes,
  ...words('SG-07 SG-26 about subject attribution own-opinion prefers lang digest source-marking source-purpose'),
];

/** Why records are not let go, or not taken back. */
export const releaseCodes: readonly string[] = [
  ...draftCodes,
  ...words('authority control confidential destroyed digest not-released belongs'),
];
