import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { absent, backup, cannotHear, restore, tell, untilHeld } from './restores.ts';
import type { Again } from './restores.ts';
import { startProcesses } from './processes.ts';
import type { OpenNode } from './processes.ts';
import { runTamga, until } from './programs.ts';

const waitMs = 90_000;
type Command = Awaited<ReturnType<typeof runTamga>>;

/** The commands of a succession, at a node that was restored. */
function commandsAt(xa: OpenNode, again: Again) {
  const file = (name: string): string => join(again.folder, '..', name);
  const environment = { TAMGA_HOME: again.folder, TAMGA_PARTICIPANT: 'xa', DATABASE_URL: again.databaseUrl };
  const run = (...args: string[]): Promise<Command> => runTamga(['succeed', ...args], environment);
  const root = join(xa.settings.folder, '..', 'root-keys', 'xa.key');
  const sealing = ['--home', again.folder, '--participant', 'xa', '--root', root, '--out', file('end.jws')];
  return {
    draft: (...args: string[]) => run('draft', '--out', file('draft.json'), ...args),
    seal: () => run('seal', file('draft.json'), ...sealing),
    adopt: () => run('adopt', file('end.jws'), '--home', again.folder),
  };
}

test(
  'a node that lost part of its log ends it with its root key, and goes on with the next one',
  { timeout: 300_000 },
  async () => {
    await using net = await startProcesses('xa', 'xb');
    const [xa, xb] = [net.node('xa'), net.node('xb')];
    const before = await tell(xa, 1);
    await untilHeld(xb.db, [before]);
    await backup(xa);
    const lost = await tell(xa, 2);
    await untilHeld(xb.db, [lost]);
    await xa.stop();
    await using again = await restore(xa);
    await expect(again.node.start(cannotHear)).rejects.toThrow(/own-log-behind/);

    const { draft, seal, adopt } = commandsAt(xa, again);
    expect(await draft(), 'everybody has to be asked').toMatchObject({
      code: 1,
      output: expect.stringContaining('own-log-unheard'),
    });
    expect(await draft('--without', absent)).toMatchObject({
      code: 0,
      output: expect.stringMatching(
        /log 1 of xa went to size (\d+): taken is the head that xb holds, size \1, root \S+; this node itself signed size \d+, root/,
      ),
    });
    expect(await seal()).toMatchObject({ code: 0, output: expect.stringContaining('log 1 of xa ends, log 2 follows') });
    expect(await adopt()).toMatchObject({ code: 0, output: expect.stringContaining('log 2 of xa begins') });
    expect(await adopt(), 'once').toMatchObject({ code: 1 });

    await again.node.start(cannotHear);
    await until(
      'xb gives back what it had',
      async () => {
        const { rows } = await sql`select 1 from give_back where participant = 'xb' and done`.execute(again.db);
        return rows.length === 1;
      },
      waitMs,
    );
    await untilHeld(again.db, [before, lost]);
    const after = await tell(again.node, 3);
    await until(
      'it is delivered',
      async () => {
        const { rows } = await sql`select 1 from record where ref = ${after} and body is not null`.execute(xb.db);
        return rows.length === 1;
      },
      waitMs,
    );
    const { rows } = await sql`select log, stopped from peer where participant = 'xa'`.execute(xb.db);
    expect(rows).toEqual([{ log: 2, stopped: false }]);

    await again.node.kill(); // and it is the next log that goes on at the next start
    await again.node.start();
    await untilHeld(xb.db, [await tell(again.node, 4)]);
    expect((await sql`select log from own_log`.execute(again.db)).rows).toEqual([{ log: 2 }]);
  },
);

test('a log that nobody holds more of needs no succession', async () => {
  await using net = await startProcesses('xa', 'xb');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  await untilHeld(xb.db, [await tell(xa, 1)]);
  await xa.stop();
  await backup(xa);
  await using again = await restore(xa);
  const { draft } = commandsAt(xa, again);
  expect(await draft('--without', absent)).toMatchObject({
    code: 1,
    output: expect.stringContaining('needs no succession'),
  });
});
