import { foldEmergencies } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import type { Counted, Figure, FiguresFilter, Named } from './model.ts';
import * as store from './store.ts';

type FigureDeps = Pick<Deps, 'db' | 'kinds' | 'now'>;

/** So many acts are looked at for emergencies among them. */
const mostActs = 10_000;

/** The figures, the newest month first. */
export async function readFigures(deps: FigureDeps, { figure, participant, from }: FiguresFilter): Promise<Figure[]> {
  const all = [...(await store.sumFigures(deps.db)), ...(await countEmergencies(deps))];
  return all
    .filter((one) => figure === undefined || one.figure === figure)
    .filter((one) => participant === undefined || one.participant === participant)
    .filter(({ month }) => from === undefined || month >= from)
    .toSorted((a, b) => nameOf(b).localeCompare(nameOf(a)));
}

const nameOf = ({ month, figure, participant, code }: Figure): string => `${month} ${figure} ${participant} ${code}`;

/** The records that one figure counts, the newest first. */
export async function readCounted(deps: FigureDeps, named: Named): Promise<Counted[]> {
  if (named.figure !== 'emergency') return store.listCounted(deps.db, named);
  const acts = await readEmergencyActs(deps);
  return acts
    .filter(
      ({ code, participant, month }) =>
        code === named.code && participant === named.participant && month === named.month,
    )
    .map(({ ref, at }) => ({ ref, at, count: 1 }));
}

/** What one officer put into force, as seals and confirmations say it, with what became of it by now. */
async function readEmergencyActs(deps: FigureDeps): Promise<(store.ActRow & { code: string })[]> {
  const kinds = [...deps.kinds.values()].filter(({ approval }) => approval?.emergency).map(({ kind }) => kind);
  const acts = await store.listActs(deps.db, kinds, mostActs);
  const states = await foldEmergencies(deps, acts);
  return acts.flatMap((act) => {
    const found = states.get(act.ref);
    return found ? [{ ...act, code: found.state }] : [];
  });
}

async function countEmergencies(deps: FigureDeps): Promise<Figure[]> {
  const groups = Map.groupBy(await readEmergencyActs(deps), (act) => `${act.code} ${act.participant} ${act.month}`);
  return [...groups.values()].map((group) => {
    const { code, participant, month } = group[0]!;
    return { figure: 'emergency', code, participant, month, count: group.length, records: group.length };
  });
}
