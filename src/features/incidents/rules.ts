import type { IncidentRecord, IncidentState } from './model.ts';

/**
 * The state of an incident as this node was told: reported, correlated over several members, warned about. The newest
 * count of each member stands; a warning that lapsed warns of nothing. Records come in fold order (dependencies, issuedAt, ref).
 */
export function foldIncident(records: readonly IncidentRecord[]): IncidentState {
  const hostsOf = new Map<string, number>();
  let warnings = 0;
  const members = new Set<string>();
  for (const record of records) {
    if (record.kind === 'warning.issue' && record.isLapsed !== true) warnings += 1;
    if (record.kind !== 'incident.report' && record.kind !== 'incident.count') continue;
    members.add(record.participant);
    if (record.hosts !== null) hostsOf.set(record.participant, record.hosts);
  }
  const hosts = [...hostsOf.values()].reduce((sum, count) => sum + count, 0);
  const state = warnings > 0 ? 'WARNING_ISSUED' : members.size > 1 ? 'CORRELATED' : 'NOTIFIED';
  return { state, members: members.size, warnings, hosts };
}
