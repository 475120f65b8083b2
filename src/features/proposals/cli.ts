import { Option } from 'commander';
import { toTable } from '#platform/cli/table.ts';
import type { AskedOf, ProposalSummary } from '#api-client.ts';
import type { AddCommands } from '#cli-context.ts';
import { addPageOptions, readJson } from '#cli-usage.ts';
import type { PageOptions } from '#cli-usage.ts';
import { proposalFilters } from './model.ts';
import type { ProposalFilter } from './model.ts';

export const addProposalCommands: AddCommands = (program, context) => {
  addPageOptions(program.command('proposals'))
    .description('what waits for approvals before it is sealed, or was decided, newest first')
    .addOption(new Option('--state <state>', 'what became of it').choices(proposalFilters))
    .action(async (options: PageOptions & { state?: ProposalFilter }, command) => {
      const page = await context.client(command).listProposals({ query: options });
      const rows = page.items.map((p) => [p.id, p.kind, p.officer, p.state, waitsFor(p), p.isMine ? 'yes' : '']);
      context.print(command, page, toTable(['proposal', 'kind', 'by', 'state', 'waits for', 'yours'], rows));
    });

  program
    .command('propose <file>')
    .description('make the bytes of a record whose kind asks for approvals, from a JSON file as for submit')
    .action(async (file: string, _options, command) => {
      const body = readJson(file) as AskedOf<'propose'>['body'];
      const made = await context.client(command).propose({ body });
      context.print(command, made, `proposal ${made.id} waits for ${waitsFor(made)}`);
    });

  program
    .command('proposal <id>')
    .description('the very bytes that would be sealed, and who approved them')
    .action(async (id: string, _options, command) => {
      const one = await context.client(command).readProposal({ params: { id } });
      const { envelope, body, digest } = one;
      const text = [
        JSON.stringify(envelope, null, 1),
        body ?? '(no content)',
        `digest ${digest}`,
        ...placesOf(one),
        stateOf(one),
      ];
      context.print(command, one, text.join('\n'));
    });

  program
    .command('approve <id>')
    .description(
      'sign the bytes of a proposal with the officer’s authenticator; in a demonstration alone: passkeys are in browsers',
    )
    .action(async (id: string, _options, command) => {
      const client = context.client(command);
      const { digest } = await client.readProposal({ params: { id } });
      const body = await client.assertAsDemo({ body: { challenge: digest } });
      const { proposal, sealed } = await client.approveProposal({ params: { id }, body });
      context.print(command, { proposal, sealed }, sealed ? `sealed as ${sealed.ref}` : stateOf(proposal));
    });

  program
    .command('put-into-force <id>')
    .description(
      'seal what its author alone approved, as an emergency: it lapses after 24 hours unless it is confirmed',
    )
    .action(async (id: string, _options, command) => {
      const answer = await context.client(command).putIntoForce({ params: { id } });
      context.print(command, answer, `sealed as ${answer.sealed?.ref ?? ''}`);
    });

  program
    .command('confirm <ref>')
    .description(
      'confirm, as the second person, what one officer put into force in an emergency; by the program of a demonstration alone',
    )
    .action(async (ref: string, _options, command) => {
      const client = context.client(command);
      const { id } = await client.proposeConfirmation({ body: { ref } });
      const { digest } = await client.readProposal({ params: { id } });
      const body = await client.assertAsDemo({ body: { challenge: digest } });
      const { proposal, sealed } = await client.approveProposal({ params: { id }, body });
      context.print(command, { proposal, sealed }, sealed ? `confirmed by ${sealed.ref}` : stateOf(proposal));
    });

  program
    .command('end-proposal <id> <reason>')
    .description('withdraw a proposal of one’s own, or refuse to approve another’s; its content is destroyed')
    .action(async (id: string, reason: string, _options, command) => {
      await context.client(command).endProposal({ params: { id }, body: { reason } });
      context.print(command, { id, reason }, `proposal ${id} has ended`);
    });
};

/** Who approved at which place, and who is missing. */
const placesOf = ({ places }: ProposalSummary): string[] =>
  places.map(({ roles, by, at }, place) => {
    const who = by === null ? 'nobody yet' : `${by}${at === null ? '' : ` at ${at}`}`;
    return `place ${place + 1} (${roles.join(' or ')}): ${who}`;
  });

const waitsFor = ({ places, state }: ProposalSummary): string =>
  state === 'open' ? (places.find(({ by }) => by === null)?.roles.join(' or ') ?? '') : '';

const emergencyWords = {
  'in-force': 'put into force alone, not confirmed yet',
  confirmed: 'put into force alone, and confirmed',
  lapsed: 'put into force alone, and lapsed',
} as const;

const stateOf = (one: ProposalSummary): string =>
  one.state === 'open'
    ? `it waits for ${waitsFor(one)}`
    : one.emergency
      ? `${emergencyWords[one.emergency.state]}, by ${one.officer}`
      : `${one.state} by ${one.decidedBy ?? 'nobody'} ${one.reason ?? ''}`;
