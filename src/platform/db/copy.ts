import { once } from 'node:events';
import type pg from 'pg';

/** COPY on a connection of node-postgres, which speaks the messages (PostgreSQL protocol 3, "COPY Operations") but has no call for it. */
type CopyConnection = pg.Connection & {
  sendCopyFromChunk(chunk: Uint8Array): void;
  endCopyFrom(): void;
  sendCopyFail(why: string): void;
};

/** What a client calls while a query runs; those that COPY never meets do nothing. */
function copyQuery(
  text: string,
  on: { data?(chunk: Buffer): void; ready?(): void; failed(e: Error): void; done(): void },
) {
  let connection: CopyConnection | undefined;
  const ignore = (): void => {};
  return {
    submit(given: pg.Connection) {
      connection = given as CopyConnection;
      connection.query(text);
    },
    connection: (): CopyConnection => connection!,
    // The parser's buffer is used again for what comes next.
    handleCopyData: (message: { chunk: Buffer }) => on.data?.(Buffer.from(message.chunk)),
    handleCopyInResponse: () => on.ready?.(),
    handleError: (error: Error) => on.failed(error),
    handleReadyForQuery: () => on.done(),
    handleCommandComplete: ignore,
    handleRowDescription: ignore,
    handleDataRow: ignore,
    handlePortalSuspended: ignore,
    handleEmptyQuery: ignore,
  };
}

/** The server is held back while so much waits to be taken. */
const maxWaitingBytes = 1024 * 1024;

/** `copy … to stdout`: what the server sends, in its order, a row or more at a time. */
export async function* copyOut(client: pg.ClientBase, text: string): AsyncGenerator<Buffer, void> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  let abandoned = false;
  let news = Promise.withResolvers<void>();
  const end: { error?: Error; isOver: boolean } = { isOver: false };
  const over = (error?: Error): void => {
    if (error) end.error = error;
    end.isOver = true;
    news.resolve();
  };
  const query = copyQuery(text, {
    data(chunk) {
      if (abandoned) return;
      waiting.push(chunk);
      bytes += chunk.length;
      if (bytes > maxWaitingBytes) query.connection().stream.pause();
      news.resolve();
    },
    failed: over,
    done: () => over(),
  });
  client.query(query);
  try {
    for (;;) {
      await news.promise;
      if (end.error) throw end.error;
      const taken = waiting;
      if (taken.length === 0 && end.isOver) return;
      news = Promise.withResolvers<void>();
      if (end.isOver) news.resolve();
      waiting = [];
      bytes = 0;
      query.connection().stream.resume();
      yield* taken;
    }
  } finally {
    // Whoever stops early leaves a connection that can be used again.
    abandoned = true;
    query.connection().stream.resume();
    for (; !end.isOver; await news.promise) news = Promise.withResolvers<void>();
  }
}

/** `copy … from stdin`. An error of `chunks` takes the whole COPY back and is thrown as it is. */
export async function copyIn(client: pg.ClientBase, text: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let broken: { cause: unknown } | undefined;
  let isOver = false;
  const query = copyQuery(text, {
    ready() {
      send().catch((cause: unknown) => {
        broken = { cause };
        query.connection().sendCopyFail('the source broke off');
      });
    },
    failed(error) {
      isOver = true;
      reject(broken ? broken.cause : error);
    },
    done() {
      isOver = true;
      resolve();
    },
  });
  async function send(): Promise<void> {
    const connection = query.connection();
    for await (const chunk of chunks) {
      if (isOver) return;
      connection.sendCopyFromChunk(chunk);
      if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain');
    }
    if (!isOver) connection.endCopyFrom();
  }
  client.query(query);
  await promise;
}
