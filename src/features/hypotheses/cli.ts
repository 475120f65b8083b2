import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { TamgaError, messageOf } from '#platform/errors.ts';
import { toTable } from '#platform/cli/table.ts';
import type { AddCommands, CliContext } from '#cli-context.ts';
import { checkRefs, countUpTo, wrongUsage } from '#cli-usage.ts';
import { describeBoard } from './describe-board.ts';
import { directions, opinions, weights } from './model.ts';
import type { Board, Listed } from './model.ts';
import { toStix } from './stix-rules.ts';

type Made = { ref: string; released: { to: string }[]; withheld: { to: string; code: string; why: string }[] };
type EvidenceOptions = { direction: string; weight: string; grade: string; why: string; cites?: string };

export const addHypothesisCommands: AddCommands = (program, context) => {
  program
    .command('hypotheses [id]')
    .description('what is held about an object, for and against, and by whom; without an id the newest hypotheses')
    .option('--limit <n>', 'at most 200', countUpTo(200), '50')
    .option('--stix', 'what is held about the object as a STIX 2.1 bundle of notes and opinions')
    .action(async (id: string | undefined, { limit, stix }: { limit: string; stix?: boolean }, command) => {
      const client = context.client(command);
      if (id !== undefined) {
        const board = await client.ask<Board>(`/api/hypotheses/of/${encodeURIComponent(id)}`);
        if (stix !== true) return context.print(command, board, describeBoard(board));
        const { alliance } = await client.ask<{ alliance: { id: string } }>('/api/alliance');
        const bundle = { type: 'bundle', id: `bundle--${randomUUID()}`, objects: toStix(board, alliance.id) };
        return context.printExact(command, bundle, `${JSON.stringify(bundle, null, 2)}\n`);
      }
      if (stix === true) wrongUsage(command, '--stix needs the id of an object');
      const page = await client.ask<{ items: Listed[]; next: string | null }>(`/api/hypotheses?limit=${limit}`);
      const rows = page.items.map((one) => [one.ref, one.object, one.held]);
      context.print(command, page, toTable(['ref', 'object', 'held'], rows));
    });

  const hypothesis = program.command('hypothesis').description('say what your authority holds about an object');
  hypothesis
    .command('state <file>')
    .description('state a hypothesis, from a JSON file such as docs/examples/hypothesis.json')
    .action(async (file: string, _options, command) => {
      await say(context, command, '', { hypothesis: readJson(file) });
    });
  hypothesis
    .command('evidence <ref> <summary>')
    .description('add a finding for or against a hypothesis, graded by whoever says so')
    .addOption(new Option('--direction <direction>').choices(directions).makeOptionMandatory())
    .addOption(new Option('--weight <weight>').choices(weights).default('moderate'))
    .requiredOption('--grade <grade>', 'source A to F, content 1 to 6: B2', gradeOf)
    .requiredOption('--why <reason>', 'why this grade')
    .option('--cites <ref>', 'the record or STIX object that shows it')
    .action(async (ref: string, summary: string, options: EvidenceOptions, command) => {
      const { direction, weight, grade, why, cites } = options;
      const finding = {
        summary,
        direction,
        weight,
        grade,
        gradeReason: why,
        ...(cites === undefined ? {} : { cites }),
      };
      await say(context, command, pathOf(command, ref, 'evidence'), { evidence: finding });
    });
  hypothesis
    .command('opinion <ref> <opinion> <explanation>')
    .description(`say how far your authority agrees: ${opinions.join(', ')}; a later one replaces the earlier`)
    .action(async (ref: string, opinion: string, explanation: string, _options, command) => {
      await say(context, command, pathOf(command, ref, 'opinion'), { opinion, explanation });
    });
  hypothesis
    .command('assess <file> <refs...>')
    .description('judge over these hypotheses in the name of several, from a JSON file: docs/examples/assessment.json')
    .action(async (file: string, refs: string[], _options, command) => {
      checkRefs(command, refs);
      await say(context, command, '/assessments', { assessment: readJson(file), hypotheses: refs });
    });
  hypothesis
    .command('dissent <ref> <reason>')
    .description('say that your authority does not share a joint assessment; only you can replace or withdraw that')
    .action(async (ref: string, reason: string, _options, command) => {
      await say(context, command, pathOf(command, ref, 'dissent'), { reason });
    });
  hypothesis
    .command('withdraw <ref> <reason>')
    .description('withdraw what your authority said; it stays to be read, and whoever has it is told')
    .action(async (ref: string, reason: string, _options, command) => {
      await say(context, command, pathOf(command, ref, 'withdraw'), { reason });
    });
};

async function say(context: CliContext, command: Command, path: string, body: object): Promise<void> {
  const made = await context.client(command).ask<Made>(`/api/hypotheses${path}`, { method: 'POST', once: true, body });
  context.print(command, made, describeMade(made));
}

const describeMade = ({ ref, released, withheld }: Made): string =>
  [
    ref,
    ...released.map(({ to }) => `released to ${to}, who has what it is about`),
    ...withheld.map(({ to, code, why }) => `NOT released to ${to}, who has what it is about: ${why} [${code}]`),
  ].join('\n');

function pathOf(command: Command, ref: string, verb: string): string {
  checkRefs(command, [ref]);
  return `/${ref}/${verb}`;
}

function gradeOf(text: string): string {
  if (/^[A-F][1-6]$/.test(text)) return text;
  throw new InvalidArgumentError('A letter from A to F and a digit from 1 to 6: B2.');
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new TamgaError('malformed', `${file}: ${messageOf(cause)}`, { cause });
  }
}
