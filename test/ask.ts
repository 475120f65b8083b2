import { findNode, sendTo, toRefusal } from '#client.ts';

/** A request by its path: of what no client would ask, and of those who look at bytes. */
export type Asked = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  bytes?: Uint8Array;
  file?: Blob;
};

export const toInit = ({ method = 'GET', body, bytes, file }: Asked, token: string): RequestInit => {
  const payload = body === undefined ? (bytes ?? file) : JSON.stringify(body);
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  return { method, headers, ...(payload === undefined ? {} : { body: payload as string }) };
};

/** Asks a running node through its token file and its socket, as the command line does. */
export async function askRunning<T>(whom: Parameters<typeof findNode>, path: string, asked: Asked = {}): Promise<T> {
  const { url, token } = findNode(...whom);
  return readAnswer<T>(await sendTo(new URL(path, url), toInit(asked, token)));
}

/** What an answer of the API holds. Errors: refused, with the problem's code. */
export async function readAnswer<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) throw toRefusal(text, response.status);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** The same of a file. */
export async function readFileAnswer(response: Response): Promise<{ bytes: Uint8Array; headers: Headers }> {
  if (!response.ok) await readAnswer(response);
  return { bytes: new Uint8Array(await response.arrayBuffer()), headers: response.headers };
}
