import { parseStrictJson } from '@tamga/json';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { lastLineSchema, maxPageLines } from './model.ts';
import type { LastLine } from './model.ts';

/** A page of a feed cut into its lines, the last one read. Errors: peer-answer. */
export function splitPage(body: Buffer): { lines: Buffer[]; last: LastLine } {
  const lines: Buffer[] = [];
  for (let start = 0; start < body.length;) {
    const end = body.indexOf(10, start);
    if (end < 0) throw new TamgaError('peer-answer', 'the page breaks off in the middle of a line');
    lines.push(body.subarray(start, end));
    start = end + 1;
    if (lines.length > maxPageLines + 1)
      throw new TamgaError('peer-answer', `the page has more than ${maxPageLines} lines`);
  }
  const lastLine = lines.pop();
  if (!lastLine) throw new TamgaError('peer-answer', 'the page is empty');
  try {
    return {
      lines,
      last: lastLineSchema.parse(
        parseStrictJson(lastLine, { maxBytes: 8 * 1024 * 1024, maxDepth: 4, maxValues: 1_000 }),
      ),
    };
  } catch (cause) {
    throw new TamgaError('peer-answer', `the last line of the page is malformed: ${messageOf(cause)}`, { cause });
  }
}
