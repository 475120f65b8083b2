import { randomUUID } from 'node:crypto';
import { Argument, InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { toTable } from '#platform/cli/table.ts';
import type { AskedOf, Submission } from '#api-client.ts';
import type { AddCommands, CliContext } from '#cli-context.ts';
import { addPageOptions, checkRefs, describeMade, readJson, refParts, wrongUsage } from '#cli-usage.ts';
import type { PageOptions } from '#cli-usage.ts';
import { describeBoard } from './describe-board.ts';
import { directions, opinions, unheardAuthor, weights } from './model.ts';
import type { Evidence, Opinion } from './model.ts';
import { toStix } from './stix-rules.ts';

type EvidenceOptions = Pick<Evidence, 'direction' | 'weight' | 'grade' | 'cites'> & { why: string };

export const addHypothesisCommands: AddCommands = (program, context) => {
  addPageOptions(program.command('hypotheses [id]'))
    .description('what is held about an object, for and against, and by whom; without an id the newest hypotheses')
    .option('--stix', 'what is held about the object as a STIX 2.1 bundle of notes and opinions')
    .action(async (id: string | undefined, { stix, ...query }: PageOptions & { stix?: boolean }, command) => {
      const client = context.client(command);
      if (id !== undefined) {
        const board = await client.readBoard({ params: { id } });
        if (stix !== true) return context.print(command, board, describeBoard(board));
        const { alliance } = await client.readAlliance();
        const bundle = { type: 'bundle', id: `bundle--${randomUUID()}`, objects: toStix(board, alliance.id) };
        return context.printExact(command, bundle, `${JSON.stringify(bundle, null, 2)}\n`);
      }
      if (stix === true) wrongUsage(command, '--stix needs the id of an object');
      const page = await client.listHypotheses({ query });
      const rows = page.items.map((one) => [one.ref, one.object, one.held]);
      context.print(command, page, toTable(['ref', 'object', 'held'], rows));
    });

  const hypothesis = program.command('hypothesis').description('say what your authority holds about an object');
  hypothesis
    .command('state <file>')
    .description('state a hypothesis, from a JSON file such as docs/examples/hypothesis.json')
    .action(async (file: string, _options, command) => {
      const body = { hypothesis: readJson(file) as AskedOf<'stateHypothesis'>['body']['hypothesis'] };
      tell(context, command, await context.client(command).stateHypothesis({ body }));
    });
  hypothesis
    .command('evidence <ref> <summary>')
    .description('add a finding for or against a hypothesis, graded by whoever says so')
    .addOption(
      new Option('--direction <direction>', 'what the finding says of the hypothesis')
        .choices(directions)
        .makeOptionMandatory(),
    )
    .addOption(new Option('--weight <weight>', 'how much it says').choices(weights).default('moderate'))
    .requiredOption('--grade <grade>', 'source A to F, content 1 to 6: B2', gradeOf)
    .requiredOption('--why <reason>', 'why this grade')
    .option('--cites <ref>', 'the record or STIX object that shows it')
    .action(async (ref: string, summary: string, options: EvidenceOptions, command) => {
      const { direction, weight, grade, why, cites } = options;
      const evidence = { summary, direction, weight, grade, gradeReason: why, cites };
      const params = refParts(command, ref);
      tell(context, command, await context.client(command).addEvidence({ params, body: { evidence } }), ref);
    });
  hypothesis
    .command('opinion')
    .description('say how far your authority agrees; a later one replaces the earlier')
    .argument('<ref>')
    .addArgument(new Argument('<opinion>').choices(opinions))
    .argument('<explanation>')
    .action(async (ref: string, opinion: Opinion['opinion'], explanation: string, _options, command) => {
      const params = refParts(command, ref);
      tell(
        context,
        command,
        await context.client(command).giveOpinion({ params, body: { opinion, explanation } }),
        ref,
      );
    });
  hypothesis
    .command('assess <file> <refs...>')
    .description('judge over these hypotheses in the name of several, from a JSON file: docs/examples/assessment.json')
    .action(async (file: string, refs: string[], _options, command) => {
      checkRefs(command, refs);
      const assessment = readJson(file) as AskedOf<'assessHypotheses'>['body']['assessment'];
      const body = { assessment, hypotheses: refs };
      tell(context, command, await context.client(command).assessHypotheses({ body }));
    });
  hypothesis
    .command('dissent <ref> <reason>')
    .description('say that your authority does not share a joint assessment; only you can replace or withdraw that')
    .action(async (ref: string, reason: string, _options, command) => {
      const params = refParts(command, ref);
      tell(context, command, await context.client(command).addDissent({ params, body: { reason } }), ref);
    });
  hypothesis
    .command('withdraw <ref> <reason>')
    .description('withdraw what your authority said; it stays to be read, and whoever has it is told')
    .action(async (ref: string, reason: string, _options, command) => {
      const params = refParts(command, ref);
      tell(context, command, await context.client(command).withdrawHypothesis({ params, body: { reason } }));
    });
};

/** `about`: what it speaks about, whose author does not hear of it by itself. */
function tell(context: CliContext, command: Command, made: Omit<Submission, 'digest'>, about?: string): void {
  const author = about === undefined ? undefined : unheardAuthor(made, about);
  const held = `held here until it is released: ${author}, whose word it is about, does not have it. \`tamga release ${made.ref} --to ${author}\``;
  const text = describeMade(made, 'what it is about');
  context.print(command, made, author === undefined ? text : `${text}\n${held}`);
}

function gradeOf(text: string): string {
  if (/^[A-F][1-6]$/.test(text)) return text;
  throw new InvalidArgumentError('A letter from A to F and a digit from 1 to 6: B2.');
}
