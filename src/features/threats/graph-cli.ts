import type { Command } from 'commander';
import { isAttributing, relationText } from '@tamga/stix';
import { harmless, toTable } from '#platform/cli/table.ts';
import type { CliContext } from '#cli-context.ts';
import type { GraphLink, GraphNode, Neighbour, Neighbours, Paths } from '#api-client.ts';
import { addPageOptions, numberIn } from '#cli-usage.ts';
import type { PageOptions } from '#cli-usage.ts';
import { maxDepth, maxPathLength } from './graph-model.ts';

/** `tamga threats neighbours`, `tamga threats path`. */
export function addGraphCommands(threats: Command, context: CliContext): void {
  addPageOptions(threats.command('neighbours <id>'))
    .description('what an object refers to and what refers to it; persons are none of it')
    .option('--depth <steps>', 'how many steps away: 1 or 2', numberIn(1, maxDepth), 1)
    .option('--type <types>', 'only neighbours of these types, with commas')
    .option('--relation <relations>', 'follow only these relations, with commas')
    .action(async (id: string, _options, command: Command) => {
      // Options that `threats` has too are read by it, wherever they stand.
      const { depth, type, relation, limit, before } = command.optsWithGlobals<Walk>();
      const query = { depth, type, relation, limit, before };
      const answer = await context.client(command).listNeighbours({ params: { id }, query });
      context.print(command, answer, neighboursText(answer));
    });

  threats
    .command('path <from> <to>')
    .description('the shortest paths between two objects; persons are no step of any')
    .option('--length <steps>', 'the longest to look for: 1 to 5', numberIn(1, maxPathLength), maxPathLength)
    .action(async (from: string, to: string, { length }: { length: number }, command: Command) => {
      const answer = await context.client(command).findPaths({ params: { id: from }, query: { to, length } });
      context.print(command, answer, pathsText(answer));
    });
}

type Walk = PageOptions & { depth: number; type?: string; relation?: string };

const nameOf = ({ name, id, here }: GraphNode): string => name ?? (here ? id : `${id} (not here)`);

/** `uses →`: from what was asked about to the neighbour. */
const saidOf = ({ links, id }: Neighbour): string =>
  links
    .map(({ relation, to, revoked }) => {
      const said = relationText(relation);
      return (to === id ? `${said} →` : `← ${said}`) + (revoked ? ' (revoked)' : '');
    })
    .join(', ');

/** What is attributed, each time with whose hypothesis it is (SG-26): a line of its own, as pages have it. */
function heldLines(links: readonly GraphLink[], nodes: readonly GraphNode[]): string[] {
  const names = new Map(nodes.map((node) => [node.id, nameOf(node)]));
  const lines = links.flatMap(({ held, from, to, revoked }) =>
    held === null ? [] : [`${held}: ${names.get(from) ?? from} → ${names.get(to) ?? to}${revoked ? ' (revoked)' : ''}`],
  );
  return [...new Set(lines)].map((line) => harmless(line).replaceAll(/[\n\t]+/g, ' '));
}

function neighboursText({ object, items, types, relations, next, complete }: Neighbours): string {
  const rows = items.map((one) => [
    one.steps,
    saidOf(one),
    nameOf(one) + (one.revoked ? ' (revoked)' : ''),
    one.id,
    one.via ? nameOf(one.via) : null,
    [...new Set(one.links.map(({ author }) => author))].join(', '),
  ]);
  const counts = (all: readonly string[]): string[] => (all.length > 0 ? [all.join(', ')] : []);
  return [
    toTable(['steps', 'relation', 'neighbour', 'id', 'through', 'said by'], rows),
    ...heldLines(
      items.flatMap((one) => one.links),
      [object, ...items, ...items.flatMap(({ via }) => via ?? [])],
    ),
    ...counts(types.map(({ type, count }) => `${type} ${count}`)),
    ...counts(relations.map(({ relation, direction, count }) => `${relationText(relation)} ${direction} ${count}`)),
    ...(complete ? [] : ['not complete: there is more than is looked at; the counts are least counts']),
    ...(next === null ? [] : [`more: --before ${next}`]),
  ].join('\n');
}

function pathsText({ paths, nodes, links, more, complete, searched }: Paths): string {
  const names = new Map(nodes.map((node) => [node.id, nameOf(node)]));
  const lines = paths.map((path) =>
    path
      .map((id, i) => (i === 0 ? '' : ` ${lineText(links, path[i - 1] ?? '', id)} `) + (names.get(id) ?? id))
      .join(''),
  );
  const none = `no path of up to ${searched} steps${complete ? '' : ' was found'}`;
  return [
    ...(lines.length > 0 ? lines : [none]),
    ...heldLines(links, nodes),
    ...(more ? ['there are more of this length'] : []),
    ...(complete ? [] : ['the search gave up: too much lies on the way, a shorter path may have been missed']),
  ].join('\n');
}

/** `—uses→`, `←uses—`: what is said between two that follow one another. */
function lineText(links: readonly GraphLink[], from: string, to: string): string {
  const said = links.filter((link) => [link.from, link.to].includes(from) && [link.from, link.to].includes(to));
  const [link] = said;
  if (!link) return '—';
  const more = said.length > 1 ? ` +${said.length - 1}` : '';
  // Who is behind something is its author's word wherever it stands (SG-26).
  const by = isAttributing(link.relation) ? `, holds ${link.author}` : '';
  const word = `${relationText(link.relation)}${by}${link.revoked ? ' (revoked)' : ''}${more}`;
  return link.from === from ? `—${word}→` : `←${word}—`;
}
