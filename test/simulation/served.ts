import { createHmac } from 'node:crypto';
import { hold } from './breach.ts';
import { isControl, isLetGo, isLetGoTo, isOver, readOn } from './ledger.ts';
import type { Entry, Ledger } from './ledger.ts';
import { dueKinds, enemy, hasLeft, lastDayOf, overseer, participantOf } from './members.ts';
import { nowAt } from './world.ts';
import type { SimNode, World } from './world.ts';

type Line = { seq: number; void?: true; jws: string; body?: string; bodyKey?: string; to?: string; sealed?: string };

/** I1 and I2 on the wire: each line that leaves an honest node, at the moment at which it leaves. */
export async function watchServed(world: World, from: SimNode, asker: string, url: URL, page: Buffer): Promise<void> {
  await readOn(from.ledger, from.db, from.node.deps.self);
  notePart(world, from, asker);
  const after = Number(url.searchParams.get('after')?.split('.')[1]);
  const onlyRecalls = url.searchParams.get('only') === 'recall';
  let before = after;
  const lines = page.toString().trimEnd().split('\n').slice(0, -1);
  for (const text of lines) {
    const line = JSON.parse(text) as Line;
    const where = `line ${line.seq} of the feed of ${from.code} to ${asker}`;
    const isNext = onlyRecalls ? line.seq > before : line.seq === before + 1;
    hold(isNext, 'I6', () => `${where} stands after ${before}`);
    before = line.seq;
    if (line.void !== true) watchLine(world, from, asker, line, where);
  }
}

/** A void line never comes again, and a clock may stand too late. */
export function notePart(world: World, from: SimNode, to: string): void {
  if ([to, from.code].some((code) => hasLeft(code, nowAt(world, from.code)))) from.parted.add(to);
}

function watchLine(world: World, from: SimNode, asker: string, line: Line, where: string): void {
  const entry = from.ledger.own.find((own) => own.jws === line.jws);
  hold(entry !== undefined, 'I2', () => `${where} is nothing that ${from.code} sealed`);
  if (line.body === undefined && line.sealed === undefined)
    return hold(isDue(entry.kind, asker), 'I1', () => `${where} is the envelope of a ${entry.kind}, and not owed`);
  if (line.body !== undefined) checkSealed(entry, line.body, line.bodyKey ?? '', where);
  if (isControl(entry)) return hold(entry.to === asker, 'I1', () => `${where} is a ${entry.kind} for ${entry.to}`);
  const audience = line.body === undefined ? (line.to ?? '') : asker;
  hold(participantOf(audience) === asker, 'I1', () => `${where} is for ${audience}`);
  const stands = isLetGoTo(from.ledger, from.code, audience, entry);
  hold(stands, 'I1', () => `${where} (${entry.ref}) stands under no release to ${audience}`);
  const now = nowAt(world, from.code);
  hold(mayHave(entry, asker, now), 'I1', () => `${where} (${entry.ref}) is not for ${asker} now`);
  hold(!isOver(entry, now), 'I1', () => `${where} (${entry.ref}) is served after its retention`);
}

function checkSealed({ ref, envelope }: Entry, body: string, bodyKey: string, where: string): void {
  const hash = createHmac('sha256', Buffer.from(bodyKey, 'base64url')).update(body).digest('base64url');
  hold(hash === envelope.bodyHash, 'I2', () => `${where} (${ref}) carries another body than the one sealed`);
}

/** Envelopes alone are owed to oversight, and to nobody else. */
export const isDue = (kind: string, to: string): boolean => to === overseer && dueKinds.has(kind);

/** Who may have what, as the profile says it in words; written apart from the rules that are tested. */
export function mayHave(entry: Pick<Entry, 'envelope' | 'participant'>, recipient: string, now: Date): boolean {
  const { tlp, base } = entry.envelope.marking ?? { tlp: 'RED', base: 'secret' };
  if (base !== 'unclassified' && base !== 'confidential') return false;
  const isMember = recipient !== 'ec' && recipient !== overseer;
  if (!isMember && (base === 'confidential' || tlp === 'RED' || tlp === 'AMBER+STRICT')) return false;
  if (recipient === overseer && tlp === 'AMBER') return false;
  const today = now.toISOString().slice(0, 10);
  return [recipient, entry.participant].every((code) => today <= (lastDayOf[code] ?? '9999'));
}

/** What an honest node may hold the content of: what a standing release to it lets go. */
export function mayHold(world: World, ledger: Ledger, entry: Pick<Entry, 'participant' | 'ref' | 'digest'>): boolean {
  if (entry.participant === enemy) return world.hostile.hasGiven(ledger.code, entry.digest);
  return isLetGo(ledger, entry.participant, ledger.code, entry);
}
