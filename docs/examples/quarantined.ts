// Every record that was set aside here, and why: `node docs/examples/quarantined.ts http://127.0.0.1:7401 .tamga/xa/tokens/auditor`
import { readFileSync } from 'node:fs';
import { ApiProblem, createClient, pagesOf } from '../../src/api-client.ts';

const [url = 'http://127.0.0.1:7401', tokenFile = ''] = process.argv.slice(2);

export async function listQuarantined(client: ReturnType<typeof createClient>): Promise<string[]> {
  const lines: string[] = [];
  const query = { verdict: 'quarantined' } as const;
  for await (const { ref, kind, code, why } of pagesOf((before) =>
    client.listRecords({ query: { ...query, ...before } }),
  ))
    lines.push(`${ref} ${kind} ${code ?? ''}: ${why ?? ''}`);
  return lines;
}

if (import.meta.main) {
  const client = createClient({ url, token: readFileSync(tokenFile, 'utf8').trim() });
  try {
    process.stdout.write(`${(await listQuarantined(client)).join('\n')}\n`);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    process.stderr.write(`${error.message} [${error.code}]\n`);
    process.exitCode = 1;
  }
}
