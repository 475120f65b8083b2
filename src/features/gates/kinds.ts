import { defineKind } from '#features/records/model.ts';
import { gateBlockSchema } from './model.ts';
import { projectFigures } from './store.ts';

/** What this participant's gates refused, told by its node: an authority is not the author of the report on itself. */
export const gateBlock = defineKind({
  kind: 'gate.block',
  what: 'what the rules of one node refused within about a minute, counted, without any of its content',
  by: 'node',
  control: false,
  account: true,
  draftable: false,
  schema: gateBlockSchema,
  project: (tx, records) => projectFigures(tx, records),
  title: ({ blocks }) => {
    const count = blocks.reduce((sum, block) => sum + block.count, 0);
    const [decided] = blocks.flatMap(({ decision }) => decision?.outcome ?? []);
    const codes = [...new Set(blocks.map((block) => block.code))];
    return `${count} ${decided ?? 'refused'}: ${codes.slice(0, 5).join(', ')}`;
  },
});
