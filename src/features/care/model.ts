import { z } from 'zod';

/**
 * What stands between an officer and material that weighs on people: `fold` text that its author marked as disturbing, `blur` pictures
 * and films, show them `grey`, begin films and sounds `mute`. Each holds until the officer asks for the item.
 */
export const protections = ['fold', 'blur', 'grey', 'mute'] as const;
export const protectionSchema = z.enum(protections);
export type Protection = (typeof protections)[number];

const some = z.array(protectionSchema).max(protections.length);

export const careSchema = z
  .strictObject({
    floor: some.meta({ description: 'What the authority holds everybody to.' }),
    own: some.meta({ description: 'What the officer wants besides.' }),
    holds: some.meta({ description: 'What holds for the officer: both together.' }),
  })
  .meta({ id: 'Care' });
export type Care = z.infer<typeof careSchema>;

export const ownCareSchema = z.strictObject({ own: some });
