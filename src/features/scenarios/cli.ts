import type { AddCommands } from '#cli-context.ts';
import { readJson } from '#cli-usage.ts';
import { parseScenario, playScenario, realStage } from './actions.ts';
import type { Stage } from './actions.ts';

export const addScenarioCommands: AddCommands = (program, context) => {
  program
    .command('play <file>')
    .description('play a scenario on the running nodes of this machine')
    .option('--real-time', 'let the time between the steps pass as the scenario says')
    .action(async (file: string, { realTime }: { realTime?: boolean }, command) => {
      const scenario = parseScenario(readJson(file));
      const door: Stage['door'] = (node, role = 'case-officer') => {
        command.parent?.setOptionValue('node', node).setOptionValue('as', role);
        return context.client(command);
      };
      const onStep: Stage['onStep'] = (step) => context.tell(`${step.id}  ${step.actor}  ${step.text}`);
      const refs = await playScenario(scenario, { ...realStage(realTime === true), door, onStep });
      context.print(command, Object.fromEntries(refs), [...refs].map(([name, ref]) => `${name} ${ref}`).join('\n'));
    });
};
