import { printable, toTable } from '#platform/cli/table.ts';
import type { AddCommands } from '#cli-context.ts';

type Answer = {
  alliance: { id: string; name: string; profile: number };
  participants: {
    code: string;
    name: string;
    class: string;
    lastContactAt: string | null;
    logSize: number | null;
    stopped: boolean;
    lastFailure: { code: string; why: string } | null;
  }[];
  alarms: { at: string; participant: string; code: string; why: string }[];
};

export const addAllianceCommands: AddCommands = (program, context) => {
  program
    .command('alliance')
    .description('participants, last contact, log sizes, alarms')
    .action(async (_options, command) => {
      const answer = await context.client(command).ask<Answer>('/api/alliance');
      const rows = answer.participants.map((p) => [
        p.code,
        p.name,
        p.class,
        p.lastContactAt,
        p.logSize,
        p.stopped ? 'STOPPED' : (p.lastFailure?.code ?? 'ok'),
      ]);
      const alarms = answer.alarms.map((a) => `ALARM ${a.at} ${a.participant} ${a.code}: ${printable(a.why)}`);
      context.print(
        command,
        answer,
        [
          answer.alliance.id,
          toTable(['code', 'name', 'class', 'last contact', 'log size', 'state'], rows),
          ...alarms,
        ].join('\n'),
      );
    });
};
