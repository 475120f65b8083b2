import { oneLine, toTable } from '#platform/cli/table.ts';
import type { AddCommands } from '#cli-context.ts';
import type { Alliance } from '#api-client.ts';
import { describeLog, standingWords } from './standing-model.ts';

/** What keeps a participant from being well: its standing first, then what befell the line to it. */
export function stateOf({ standing, stopped, lastFailure }: State): string {
  const line = stopped ? 'STOPPED' : lastFailure?.code;
  return [standing === 'standing' ? undefined : standingWords[standing], line].filter(Boolean).join(', ') || 'ok';
}

/** What an officer has settled is told as that, with who did so and why. */
export function alarmLine({ at, participant, code, why, resumed }: Alliance['alarms'][number]): string {
  const settled = resumed && `; settled, resumed by ${resumed.by} ${resumed.at}: ${resumed.reason}`;
  return oneLine(`${resumed ? 'alarm' : 'ALARM'} ${at} ${participant} ${code}: ${why}${settled ?? ''}`);
}

type State = Pick<Alliance['participants'][number], 'standing' | 'stopped'> & {
  lastFailure: { code: string | null } | null;
};

export const addAllianceCommands: AddCommands = (program, context) => {
  program
    .command('alliance')
    .description('participants, their standing, last contact, logs, alarms')
    .action(async (_options, command) => {
      const answer = await context.client(command).readAlliance();
      const rows = answer.participants.map((p) => [
        p.code,
        p.name,
        p.class,
        p.lastContactAt,
        describeLog(p),
        stateOf(p),
      ]);
      const alarms = answer.alarms.map(alarmLine);
      context.print(
        command,
        answer,
        [answer.alliance.id, toTable(['code', 'name', 'class', 'last contact', 'log', 'state'], rows), ...alarms].join(
          '\n',
        ),
      );
    });
};
