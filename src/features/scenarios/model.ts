import { z } from 'zod';
import { roles } from '#features/officers/model.ts';

const name = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);
/** `$incident` stands for the ref that a step named `incident` made, wherever in an act it stands. */
const refOrName = z.string().max(80);
const duration = z.string().regex(/^PT(\d+H)?(\d+M)?(\d+S)?$/, 'not an ISO 8601 duration in hours, minutes, seconds');
const codes = z.array(z.string().max(8)).min(1);

const act = z.union([
  z.strictObject({
    submit: z.looseObject({
      kind: z.string(),
      case: refOrName.exactOptional(),
      about: z.array(refOrName).exactOptional(),
    }),
    as: name,
  }),
  /** What more than one officer has to approve: the author first. Of each, the role. */
  z.strictObject({
    propose: z.looseObject({ kind: z.string(), case: refOrName.exactOptional() }),
    approve: z.array(z.enum(roles)).min(1),
    as: name,
  }),
  /** What the actor's authority holds about an object, by the verbs of `/api/hypotheses`; `on` is the record that it speaks about. */
  z.strictObject({
    say: z.enum(['state', 'assess', 'evidence', 'opinion', 'dissent', 'withdraw']),
    on: refOrName.exactOptional(),
    body: z.looseObject({}),
    as: name,
  }),
  /** Objects of STIX that the actor has from somebody; `as` names their records, in the order of the bundle. */
  z.strictObject({
    import: z.strictObject({
      name: z.string().max(200),
      tlp: z.string().max(40),
      base: z.string().max(40),
      basis: z.string().max(200),
      purpose: z.string().max(60),
      retainUntil: z.iso.date(),
      bundle: z.looseObject({ type: z.literal('bundle'), objects: z.array(z.looseObject({})).min(1).max(100) }),
    }),
    as: z.array(name),
  }),
  z.strictObject({ release: z.strictObject({ records: z.array(refOrName).min(1), to: codes }) }),
  z.strictObject({ recall: z.strictObject({ records: z.array(refOrName).min(1), to: codes, reason: z.string() }) }),
]);

/** What must be true at a node: members of the record as the API gives it, or that it has no such record. */
const expectation = z.strictObject({
  at: z.string().max(8),
  record: refOrName,
  is: z.record(z.string(), z.unknown()).exactOptional(),
  state: z.record(z.string(), z.unknown()).exactOptional(),
  receipt: z.strictObject({ from: z.string().max(8), status: z.string() }).exactOptional(),
  absent: z.literal(true).exactOptional(),
});
export type Expectation = z.infer<typeof expectation>;

/** A scenario: who does what, when, and what everybody should then see. Played by demos, tests and exercises. */
export const scenarioSchema = z.strictObject({
  format: z.literal('tamga-scenario/1'),
  title: z.string().max(200),
  steps: z
    .array(
      z.strictObject({
        id: name,
        at: duration,
        actor: z.string().max(8),
        text: z.string().max(400),
        do: z.array(act),
        /** Refused with this code: the step must not succeed. */
        refused: z.string().max(60).exactOptional(),
        expect: z.array(expectation),
      }),
    )
    .min(1)
    .max(500),
});
export type Scenario = z.infer<typeof scenarioSchema>;
export type Step = Scenario['steps'][number];
export type Act = Step['do'][number];
