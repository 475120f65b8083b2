import type { DemandRow, LeafRow, UnopenedRow } from '#features/oversight/leaf-model.ts';
import type { RecordDetail } from '#features/records/view.ts';
import type { Task } from '#features/tasks/model.ts';
import type { Net, TestNode } from './nodes.ts';

export const dayMs = 86_400_000;
export const basis = { instrument: 'mca-2029', article: '12' };

export type Listed = { items: DemandRow[]; unopened: UnopenedRow[] };
export type Shown = { demand: DemandRow; leaves: LeafRow[]; draft: LeafRow[] };
export const recordAt = (node: TestNode, ref: string): Promise<RecordDetail> =>
  node.ask<RecordDetail>(`/api/records/${ref}`);
export const tasksAt = async (node: TestNode): Promise<(string | null)[][]> =>
  (await node.ask<{ items: Task[] }>('/api/tasks')).items.map((task) => [task.code, task.record]);
export const show = (node: TestNode, ref: string): Promise<Shown> => node.ask<Shown>(`/api/demands/${ref}`);
export const open = (node: TestNode, ref: string): Promise<{ refs: string[] }> =>
  node.ask(`/api/demands/${ref}/open`, { method: 'POST', body: {}, role: 'auditor' });

export async function demand(net: Net, asked: object, by = 'iop'): Promise<string> {
  const deadline = new Date(net.clock.now.getTime() + 14 * dayMs).toISOString();
  const body = { participant: 'xa', deadline, reason: 'yearly sample', basis, ...asked };
  const { ref } = await net.node(by).ask<{ ref: string }>('/api/demands', { method: 'POST', body });
  return ref;
}
