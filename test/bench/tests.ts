// `npm test`, once: it is long.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { report } from './measure.ts';

const start = performance.now();
const child = spawn('npm', ['test'], { cwd: new URL('../..', import.meta.url), stdio: ['ignore', 'pipe', 'inherit'] });
let last = '';
child.stdout.setEncoding('utf8').on('data', (text: string) => (last = (last + text).slice(-500)));
await once(child, 'close');
const minutes = (performance.now() - start) / 60_000;
report({
  what: '`npm test`',
  unit: 'min',
  target: { atMost: 6 },
  values: [minutes],
  note: last.trim().split('\n').at(-1) ?? '',
});
