// Every record that was set aside at a node, and why. Of node xa of the demonstration, whose pages are at port 7401, with a token of xa:
//     npx node docs/examples/quarantined.ts http://127.0.0.1:7401 .tamga/xa/tokens/auditor
// `npx node` is the Node 24 that is installed here; an older one runs no TypeScript.
import { readFileSync } from 'node:fs';
import { ApiProblem, createClient, pagesOf } from '../../src/api-client.ts';

export async function listQuarantined(client: ReturnType<typeof createClient>): Promise<string[]> {
  const lines: string[] = [];
  const query = { verdict: 'quarantined' } as const;
  for await (const { ref, kind, code, why } of pagesOf((before) =>
    client.listRecords({ query: { ...query, ...before } }),
  ))
    lines.push(`${ref} ${kind} ${code ?? ''}: ${why ?? ''}`);
  return lines;
}

async function main([url, tokenFile]: readonly string[]): Promise<void> {
  if (url === undefined || tokenFile === undefined) {
    process.stderr.write(
      'Usage: npx node docs/examples/quarantined.ts <address of a node> <file with a token of it>\n',
    );
    process.exitCode = 2;
    return;
  }
  const client = createClient({ url, token: readFileSync(tokenFile, 'utf8').trim() });
  try {
    process.stdout.write(`${(await listQuarantined(client)).join('\n')}\n`);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    process.stderr.write(`${error.message} [${error.code}]\n`);
    process.exitCode = 1;
  }
}

if (import.meta.main) await main(process.argv.slice(2));
