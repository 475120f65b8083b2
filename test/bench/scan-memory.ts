// Reads a bundle from a file and splits it, in a process that does nothing else; tells by how much the peak of its memory grew.
import { readFileSync } from 'node:fs';
import { scanElements } from '@tamga/json';

const [file = ''] = process.argv.slice(2);
const limits = {
  maxBytes: 1 << 28,
  maxDepth: 64,
  maxValues: 64_000_000,
  maxElements: 1_000_000,
  numbers: 'safe',
} as const;
scanElements(Buffer.from('{"objects":[{"a":1}]}'), 'objects', limits);

/** The most that was resident, and what is now, as the kernel counts. */
function resident(name: 'VmHWM' | 'VmRSS'): number {
  const status = readFileSync('/proc/self/status', 'utf8');
  return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024;
}

const before = resident('VmRSS');
const { elements } = scanElements(readFileSync(file), 'objects', limits);
process.send?.({ growth: resident('VmHWM') - before, elements: elements?.length ?? 0 });
