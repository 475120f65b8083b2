import type { AddCommands } from '#cli-context.ts';
import { readJson, refParts } from '#cli-usage.ts';
import { languageSchema } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { translationSchema } from './model.ts';

const fileSchema = translationSchema.omit({ of: true }).extend({ lang: languageSchema });

export const addTranslationCommands: AddCommands = (program, context) => {
  program
    .command('translate <ref> <file>')
    .description(
      'seal a translation of a record, under the label of the original, from a JSON file: docs/examples/translation.json. It goes to whoever has the original',
    )
    .action(async (ref: string, file: string, _options, command) => {
      const params = refParts(command, ref);
      const { lang, ...said } = fileSchema.parse(readJson(file));
      const client = context.client(command);
      const { digest, envelope } = await client.readRecord({ params });
      const { marking, basis, purpose, retainUntil } = envelope;
      if (!marking || !basis || !purpose || !retainUntil)
        throw new TamgaError('malformed', `${ref} has no text of an author that could be translated`);
      const handling = { marking, basis, purpose, retainUntil };
      const made = await client.submitRecord({
        body: { kind: 'record.translation', ...handling, lang, about: [ref], body: { of: { ref, digest }, ...said } },
      });
      const to = made.released.map((one) => one.to).join(', ');
      context.print(
        command,
        made,
        `${made.ref} translates ${ref} into ${lang}${to === '' ? '' : `; released to ${to}`}`,
      );
    });
};
