import { z } from 'zod';
import { makeHistory } from './tell.ts';
import { placesOf } from './world.ts';

// A process of its own: `npm start` sends it where the nodes lie, and it ends when they have their past, or with who started it.

const askedSchema = z.strictObject({
  home: z.string(),
  portBase: z.int(),
  databases: z.array(z.tuple([z.string(), z.string()])),
  end: z.coerce.date(),
});

process.once('disconnect', () => process.exit(1));
process.once('message', (message) => {
  const { home, portBase, databases, end } = askedSchema.parse(message);
  const say = (line: string): void => void process.stdout.write(`  ${line}\n`);
  void makeHistory(placesOf(home, portBase, new Map(databases)), end, say).then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(
        `tamga: the history: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      process.exit(1);
    },
  );
});
