import { counted } from '#platform/cli/counted.ts';
import { printable } from '#platform/cli/table.ts';
import { groupFindings } from './finding-rules.ts';
import type { ImportItem, ImportReport, ItemFinding, ItemOutcome } from './model.ts';

const maxShown = 10;
/** Of a report the text says no times: as what is sent and as what is read it is the same here. */
type Told = Omit<ImportReport, 'startedAt' | 'finishedAt' | 'reportGoneAt'> & { reportGoneAt: unknown };

/** What a person is told of each outcome, in this order: what needs eyes first, what is merely no longer there last. */
const groups: readonly { outcome: ItemOutcome; title: string }[] = [
  { outcome: 'refused', title: 'refused' },
  { outcome: 'changed-same-version', title: 'changed without a new modified: reported, no record made' },
  { outcome: 'revoked', title: 'revoked by their author: a record of that version' },
  { outcome: 'new-version', title: 'new versions' },
  { outcome: 'added', title: 'added' },
  { outcome: 'older-version', title: 'older than what is held: no record made' },
];

/** A report as the command line prints it: the counts, then some of the objects by outcome, with their place in the text. */
export function describeReport(report: Told): string {
  const { id, name, source, format, counts, objectsWith, items } = report;
  const number = (n: number): string => n.toLocaleString('en');
  const lines = [
    `import ${id} (${printable(name)}, source ${printable(source)})`,
    `${number(counts.added)} added, ${number(counts.newVersion)} new versions, ${number(counts.revoked)} revoked, ` +
      `${number(counts.identical)} identical, ` +
      `${number(counts.changedSameVersion)} changed without a new modified, ${number(counts.older)} older, ` +
      `${number(counts.refused)} refused, ${number(counts.absent)} absent and left alone`,
  ];
  if (report.state !== 'finished') lines.splice(1, 0, describeState(report));
  let isCut = counts.absent > 0;
  lines.push(...describeEnvelope(report));
  for (const { outcome, title } of groups) {
    const found = items.filter((item) => item.outcome === outcome);
    if (found.length === 0) continue;
    lines.push('', `${title}:`, ...found.slice(0, maxShown).map((item) => describeItem(item, format)));
    const rest = countOf(counts, outcome) - Math.min(found.length, maxShown);
    if (rest > 0) lines.push(`  … ${number(rest)} more`);
    isCut ||= rest > 0;
  }
  if (report.refusedUnlisted > 0)
    lines.push('', `of ${number(report.refusedUnlisted)} of those refused no more than their number is kept`);
  if (report.reportGoneAt !== null)
    lines.push('', 'the lines of this report went with the last day of what the import made');
  if (objectsWith.errors > 0) {
    const found = items.flatMap((item) => (item.findings?.errors ?? []).map((finding) => ({ item, finding })));
    lines.push(
      '',
      `against the specification (MUST), in ${counted(objectsWith.errors, 'object')}: told, and no reason to refuse`,
    );
    for (const { item, finding } of found.slice(0, maxShown)) lines.push(describeFinding(item, finding, format));
    if (found.length > maxShown) lines.push(`  … ${number(found.length - maxShown)} more`);
    isCut ||= found.length > maxShown;
  }
  if (objectsWith.warnings > 0) {
    lines.push('', `against its advice (SHOULD), in ${counted(objectsWith.warnings, 'object')}, by what it is about:`);
    for (const { code, count, item, first } of groupFindings(items, 'warnings').slice(0, maxShown))
      lines.push(`  ${number(count)} × ${code}, the first: ${describeFinding(item, first, format).trim()}`);
    isCut = true;
  }
  if (counts.absent > 0)
    lines.push(
      '',
      `absent: ${number(counts.absent)} objects of the import before, of the same source, are not in this text`,
    );
  if (isCut) lines.push('', `all of them: npx tamga imports ${id} --json`);
  return lines.join('\n');
}

/** What is to be known of the bundle itself; a few members make a few lines. */
function describeEnvelope({ envelope }: Told): string[] {
  if (envelope === null) return [];
  const said = (title: string, found: readonly ItemFinding[]): string[] =>
    found.map(({ path, message, clause }) => `  ${title}  ${shown(path)} ${shown(message)} (${clause})`);
  return ['', 'the bundle itself:', ...said('MUST', envelope.errors), ...said('SHOULD', envelope.warnings)];
}

function describeState({ state, why, done, total }: Told): string {
  const far = `${done.toLocaleString('en')} of ${(total ?? 0).toLocaleString('en')} objects`;
  if (state === 'failed') return `failed after ${far}: ${shown(why ?? '')}`;
  if (state === 'cancelled')
    return `cancelled after ${far}${why === null ? '' : ` (${shown(why)})`}; the records that it made stay`;
  return state === 'broken-off' ? 'broken off: import the same file again to finish it' : `${state}: ${far}`;
}

function countOf(counts: Told['counts'], outcome: ItemOutcome): number {
  if (outcome === 'changed-same-version') return counts.changedSameVersion;
  if (outcome === 'new-version') return counts.newVersion;
  return outcome === 'older-version' ? counts.older : counts[outcome];
}

function describeItem(item: ImportItem, format: Told['format']): string {
  const { code, why } = item;
  return `  ${placeOf(item, format)}${why === null ? '' : `  ${code ?? ''}: ${shown(why)}`}`;
}

function describeFinding(item: ImportItem, { path, clause, message }: ItemFinding, format: Told['format']): string {
  return `  ${placeOf(item, format)}  ${shown(path)} ${shown(message)} (${clause})`;
}

function placeOf({ index, id }: ImportItem, format: Told['format']): string {
  const what = id === null && index === 0 && format === 'misp' ? 'the text as a whole' : printable(id);
  // Objects made from an event stand nowhere in its text; where one is refused, the reason names the place.
  const place = format === 'stix' && index !== null ? `objects/${index} ` : '';
  return `${place}${what}`;
}

/** A reason is cut by who made it; here it only must not steer the terminal. */
const shown = (why: string): string => why.replaceAll(/[\p{Cc}\p{Cf}]/gu, '·');
