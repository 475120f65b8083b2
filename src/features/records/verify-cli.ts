import type { AddCommands } from '#cli-context.ts';
import { checkParty, checkRefs, wrongUsage } from '#cli-usage.ts';
import type { Client, RecordDetail } from '#api-client.ts';
import { pagesOf } from '#api-client.ts';
import { verifyFiles } from './proof-cli.ts';
import { verifyRecord } from './verify.ts';
import { verifyWitnesses } from './verify/witnesses.ts';
import type { Step } from './verify.ts';
import { partsOf } from './model.ts';

type Asked = { all?: boolean; author?: string; anchor?: string; identity?: string; blob?: string[] };
/** Who saw its log (null: too few for third parties), what was found wrong with one record, and what could not be checked at all. */
type Checked = {
  ref: string;
  witnesses: string | null;
  /** The officers whose passkeys signed its bytes; null where its kind asks for none. */
  approvedBy: string | null;
  failed: Step[];
  unchecked: { name: string; why: string }[];
};

export const addVerifyCommand: AddCommands = (program, context) => {
  program
    .command('verify [refs...]')
    .description('check seal, directory, profile, body and inclusion proof of records, on this machine')
    .option('--anchor <digest>', 'the arguments are files: proofs, saved pages, ferry files; checked without any node')
    .option('--identity <file>', 'with --anchor: the wrap key that opens a ferry file')
    .option('--blob <files...>', 'with --anchor and proof files: files that one of their records has to name')
    .option('--all', 'every record that is in a log')
    .option('--author <author>', 'with --all: of this author or participant only')
    .action(async (refs: string[], { all = false, author, anchor, identity, blob = [] }: Asked, command) => {
      if (anchor !== undefined)
        return verifyFiles(refs, { anchor, blob, ...(identity === undefined ? {} : { identity }) }, command, context);
      if (blob.length > 0) wrongUsage(command, '--blob goes with --anchor and proof files');
      if (all === refs.length > 0) wrongUsage(command, 'name the records by their refs, or give --all');
      if (!all && author !== undefined) wrongUsage(command, '--author goes with --all');
      checkRefs(command, refs);
      const client = context.client(command);
      if (author !== undefined) await checkParty(client, command, '--author', author);
      const notable: Checked[] = [];
      const approvals: { ref: string; officers: string[] }[] = [];
      let checked = 0;
      let unwitnessed = 0;
      for await (const ref of all ? allRefs(client, author) : refs) {
        const one = await verifyOne(client, ref);
        checked += 1;
        if (one.witnesses === null) unwitnessed += 1;
        if (one.approvedBy !== null) approvals.push({ ref, officers: one.approvedBy.split(', ') });
        if (!all || one.failed.length > 0 || one.unchecked.length > 0) notable.push(one);
      }
      const failures = notable.filter(({ failed }) => failed.length > 0).map(({ ref, failed }) => ({ ref, failed }));
      const unchecked = notable
        .filter((one) => one.unchecked.length > 0)
        .map(({ ref, unchecked: open }) => ({ ref, unchecked: open }));
      const withoutContent = unchecked.filter((one) => one.unchecked.some(({ name }) => name === 'body')).length;
      const sums = { checked, failed: failures.length, withoutContent, unwitnessed };
      context.print(
        command,
        { ...sums, approvals, failures, unchecked },
        [
          ...notable.map(describe),
          `${checked} checked, ${failures.length} failed, ${withoutContent} without content, ${unwitnessed} not yet proof to third parties` +
            (unwitnessed > 0 ? ': witnesses cosign within a minute' : ''),
        ].join('\n'),
      );
      if (failures.length > 0) context.fail();
      return undefined;
    });
};

const labels: Record<string, string> = { body: 'content' };

/** `proved` alone is said only of a record of which everything was checked. */
function describe({ ref, failed, unchecked, witnesses, approvedBy }: Checked): string {
  const open = unchecked.map(({ name, why }) => `${labels[name] ?? name} (${why})`).join(', ');
  if (failed.length > 0) {
    const wrong = failed.map(({ name, why }) => `${labels[name] ?? name}: ${why}`).join('; ');
    return `${ref}: FAILED, ${wrong}${open && `; not checked: ${open}`}`;
  }
  const approved = approvedBy === null ? '' : `; approved by ${approvedBy}`;
  return `${ref}: proved${open && `, except ${open}`}${approved}${witnesses === null ? '' : `; cosigned by ${witnesses}`}`;
}

async function* allRefs(client: Client, author: string | undefined): AsyncGenerator<string> {
  const pages = pagesOf((before) => client.listRecords({ query: { limit: 200, author, ...before } }));
  for await (const { ref } of pages) yield ref;
}

async function verifyOne(client: Client, ref: string): Promise<Checked> {
  const params = partsOf(ref);
  const [proof, record, { alliance }] = await Promise.all([
    client.readProof({ params }),
    client.readRecord({ params }),
    client.readAlliance(),
  ]);
  const context = { alliance, record: { ...record, facts: record.envelope } };
  const links = await verifyRecord(proof, context);
  const witnesses = await verifyWitnesses(proof, context);
  // Too few witnesses break no link; what is shown of them and does not hold does.
  const steps = witnesses.outcome === 'fail' ? [...links, witnesses] : links;
  return {
    ref,
    witnesses: witnesses.outcome === 'pass' ? witnesses.value : null,
    approvedBy: steps.find(({ name, outcome }) => name === 'approvals' && outcome === 'pass')?.value ?? null,
    failed: steps.filter(({ outcome }) => outcome === 'fail'),
    unchecked: steps
      .filter(({ outcome }) => outcome === 'unchecked')
      .map(({ name, why }) => ({ name, why: name === 'body' ? whyNoContent(record, why) : why })),
  };
}

function whyNoContent(record: RecordDetail, why: string): string {
  if (record.destroyed) return 'destroyed';
  return record.contentWithheld ? 'withheld from this role' : why;
}
