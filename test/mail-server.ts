import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';

export type Got = { from: string; to: string[]; text: string };

/** A mail server in this process: what it got, and what it answers. */
export async function startMailServer(options: SMTPServerOptions = {}) {
  const got: Got[] = [];
  const state = { isDown: false };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    ...options,
    onRcptTo: (_address, _session, done) => done(state.isDown ? new Error('not now') : undefined),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        got.push({
          from: mailFrom === false ? '' : (mailFrom?.address ?? ''),
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString(),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  return {
    got,
    state,
    server: { host: '127.0.0.1', port, from: 'tamga@cyber.xa.example' },
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
