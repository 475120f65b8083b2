import type { Command } from 'commander';
import type { CliContext } from '#cli-context.ts';
import type { Comparison, MemberChange } from '#api-client.ts';
import { checkRefs } from '#cli-usage.ts';

/** `tamga threats diff`. */
export function addCompareCommand(threats: Command, context: CliContext): void {
  threats
    .command('diff <id>')
    .description('what is different in two versions of an object, by default the newest two')
    .option('--from <ref>', 'the record of the earlier version')
    .option('--to <ref>', 'the record of the later version')
    .action(async (id: string, _options, command: Command) => {
      const { from, to } = command.optsWithGlobals<{ from?: string; to?: string }>();
      checkRefs(
        command,
        [from, to].filter((ref) => ref !== undefined),
      );
      const answer = await context.client(command).compareVersions({ params: { id }, query: { from, to } });
      context.print(command, answer, comparisonText(answer));
    });
}

function comparisonText({ from, to, sameText, changes }: Comparison): string {
  const same = sameText ? 'the texts are the same' : 'nothing but the form of the text is different';
  const version = (sign: string, { ref, author, modified }: Comparison['from']): string =>
    `${sign} ${modified ?? 'without a time'}, by ${author}, in ${ref}`;
  return [
    version('-', from),
    version('+', to),
    ...(changes.length === 0 ? [same] : changes.flatMap((change) => ['', ...changeText(change)])),
  ].join('\n');
}

function changeText({ path, kind, before, after, text, elements }: MemberChange): string[] {
  const title = `${path.join(' › ')}: ${kind}`;
  const line = (sign: string, value: unknown): string => `${sign} ${JSON.stringify(value)}`;
  if (text)
    return [
      title,
      ...text.filter(({ kind: of }) => of !== 'same').map((part) => line(part.kind === 'added' ? '+' : '-', part.text)),
    ];
  if (elements)
    return [
      title,
      ...elements.removed.map((one) => line('-', one)),
      ...elements.added.map((one) => line('+', one)),
      `  ${elements.same} the same`,
    ];
  return [
    title,
    ...(before === undefined ? [] : [line('-', before)]),
    ...(after === undefined ? [] : [line('+', after)]),
  ];
}
