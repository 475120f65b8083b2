export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Facts about an event: codes, refs, counts, times. Never secrets, never content. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;
export type Log = (event: string, fields?: LogFields) => void;
export type Logger = Record<LogLevel, Log>;

export interface LoggerOptions {
  name: string;
  level: LogLevel | 'silent';
  now: () => Date;
  /** Where lines go. Default: stderr. */
  write?: (line: string) => void;
}

const MAX_STRING = 200;
// A last net, not a licence: whoever logs says what, and these are never it.
const SECRET_NAME = /token|secret|password|passphrase|cookie|authorization|private|bodykey/i;

/** One JSON object per line: `at`, `level`, `name`, `event`, then the fields. */
export function createLogger({ name, level, now, write = (line) => void process.stderr.write(line) }: LoggerOptions) {
  const least = level === 'silent' ? LOG_LEVELS.length : LOG_LEVELS.indexOf(level);
  const at = (own: LogLevel): Log =>
    LOG_LEVELS.indexOf(own) < least
      ? () => {}
      : (event, fields = {}) => {
          const head = { at: now().toISOString(), level: own, name, event };
          write(`${JSON.stringify({ ...head, ...plain(fields), ...head })}\n`); // a field never replaces the head
        };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') } satisfies Logger;
}

// The types already say so; at run time an object or a Buffer that slipped through a cast must not be printed either.
function plain(fields: LogFields): Record<string, string | number | boolean> {
  const kept: Record<string, string | number | boolean> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (SECRET_NAME.test(key)) kept[key] = '[withheld]';
    else if (typeof value === 'string')
      kept[key] = value.length > MAX_STRING ? `${value.slice(0, MAX_STRING)}…` : value;
    else if (typeof value === 'number' || typeof value === 'boolean') kept[key] = value;
  }
  return kept;
}
