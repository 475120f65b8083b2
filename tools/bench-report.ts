import { toTable } from '#platform/cli/table.ts';

/** One line of the table: what was measured in each repetition, in its unit. */
export type Measurement = {
  /** Name of the file in test/bench that measured it. */
  name: string;
  what: string;
  unit: string;
  target?: { atLeast: number } | { atMost: number };
  /** One value per repetition; empty when skipped. */
  values: number[];
  /** Ours divided by a named program that did the same work in the same run. */
  peer?: { name: string; ratio: number };
  /** Why it was not measured, or what else a reader has to know. */
  note?: string;
};

export type Report = { machine: string; node: string; measured: (Measurement & { date: string; load: number })[] };

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Linear between the two nearest values. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const [low, high] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN];
  return low + (high - low) * (at - Math.floor(at));
}

export function isReached({ target, values }: Measurement): boolean | null {
  if (!target || values.length === 0) return null;
  return 'atLeast' in target ? median(values) >= target.atLeast : median(values) <= target.atMost;
}

const head = ['what', 'target', 'median', 'least – most', 'reached', 'against', 'measured'] as const;

/** The rows of the table, as text. */
export const toRows = (report: Report): string[][] =>
  report.measured.map((m) => [
    m.what,
    !m.target
      ? ''
      : 'atLeast' in m.target
        ? `≥ ${plain(m.target.atLeast)} ${m.unit}`
        : `≤ ${plain(m.target.atMost)} ${m.unit}`,
    m.values.length === 0 ? (m.note ?? 'skipped') : `${plain(median(m.values))} ${m.unit}`,
    m.values.length < 2 ? '' : `${plain(Math.min(...m.values))} – ${plain(Math.max(...m.values))} (${m.values.length})`,
    { true: 'yes', false: 'no', null: '' }[String(isReached(m))] ?? '',
    m.peer ? `${plain(m.peer.ratio)} × ${m.peer.name}` : '',
    `${m.date}, load ${plain(m.load)}`,
  ]);

export const toText = (report: Report): string => toTable(head, toRows(report));

const begin = '<!-- measured -->';
const end = '<!-- /measured -->';

/** The page with its table renewed; what people wrote around it stays. */
export function renewPage(page: string, report: Report): string {
  const rows = [[...head], head.map(() => '---'), ...toRows(report)];
  const table = rows.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n');
  const notes = report.measured.filter((m) => m.note && m.values.length > 0).map((m) => `- ${m.what}: ${m.note}`);
  const measured = [
    `Machine: ${report.machine}; Node ${report.node}.`,
    table,
    ...(notes.length > 0 ? [notes.join('\n')] : []),
  ];
  const [before, rest = ''] = page.split(begin);
  return `${before}${begin}\n\n${measured.join('\n\n')}\n\n${end}${rest.split(end)[1] ?? '\n'}`;
}

function plain(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}
