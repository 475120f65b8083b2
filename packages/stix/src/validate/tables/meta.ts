import { checkAny } from '../checks.ts';
import { FORMATS } from '../formats.ts';
import { isJsonObject, quote, type Json, type Judge } from '../judge.ts';
import { checked, list, oneOf, open, referenceNotTo, required, text, timestamp, type Kind } from '../kinds.ts';
import { isPropertyName } from '../others.ts';
import { table } from '../table.ts';
import { DEFINITION_CORE, LANGUAGE_CORE, MARKING_CORE } from './common.ts';
import { checkTlp1, checkTlp2 } from './tlp.ts';

function checkDefinition(value: unknown, judge: Judge): void {
  if (!isJsonObject(value)) judge.error('wrong-type', `${quote(value)} is no object`);
  else checkAny(value, judge);
}

function checkMarking(marking: Json, judge: Judge): void {
  const { definition_type: kind, definition, extensions } = marking;
  if (kind === 'tlp') checkTlp1(marking, judge);
  if (kind === 'statement' && (!isJsonObject(definition) || typeof definition.statement !== 'string')) {
    judge.error('marking', 'a statement marking has the definition { "statement": text }', '7.2.1.3');
  }
  if (extensions !== undefined) return checkTlp2(marking, judge);
  for (const name of ['definition_type', 'definition']) {
    if (marking[name] === undefined) judge.error('combination', `without extensions, ${name} is required`);
  }
  if (kind !== 'tlp' && kind !== 'statement') {
    judge.warn('extensions-use', 'a marking of another type should be defined by an extension');
  }
  checkTlp2(marking, judge);
}

export const markingDefinition = table(
  'marking-definition',
  'meta',
  '7.2.1',
  MARKING_CORE,
  {
    name: text,
    definition_type: open('definition'),
    definition: checked<Json>(checkDefinition),
  },
  [{ rule: 'checked', check: checkMarking }],
);

type Translations = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const translations: Kind<Translations> = checked((value, judge) => {
  if (!isJsonObject(value)) return judge.error('wrong-type', `${quote(value)} is no dictionary`, '2.3');
  const languages = Object.entries(value);
  if (languages.length === 0) judge.error('empty', 'an empty dictionary', '2.3');
  for (const [language, texts] of languages) {
    judge.enter(language);
    if (!FORMATS.language.test(language)) judge.error('format', `${quote(language)} is no language tag (RFC 5646)`);
    if (!isJsonObject(texts)) judge.error('wrong-type', `${quote(texts)} is no dictionary`);
    else checkTranslated(texts, judge);
    judge.leave();
  }
});

/** One language: its members have the names of the properties of the object that is translated. */
function checkTranslated(texts: Json, judge: Judge): void {
  for (const [name, translated] of Object.entries(texts)) {
    judge.enter(name);
    if (!isPropertyName(name)) judge.error('property-name', `${quote(name)} is no property name`, '3.1');
    checkAny(translated, judge);
    judge.leave();
  }
}

export const languageContent = table('language-content', 'meta', '7.1.1', LANGUAGE_CORE, {
  object_ref: required(referenceNotTo('bundle', 'language-content')),
  object_modified: timestamp,
  contents: required(translations),
});

const extensionType = oneOf('10.5', [
  'new-sdo',
  'new-sco',
  'new-sro',
  'property-extension',
  'toplevel-property-extension',
]);

function checkExtensionProperties({ extension_types: types, extension_properties: names }: Json, judge: Judge): void {
  const isToplevel = Array.isArray(types) && types.includes('toplevel-property-extension');
  if (names !== undefined && !isToplevel) {
    judge.error('combination', 'extension_properties belong to a toplevel-property-extension only');
  }
  if (names === undefined && isToplevel) {
    judge.warn('extension-properties', 'a toplevel-property-extension should list its extension_properties');
  }
}

export const extensionDefinition = table(
  'extension-definition',
  'meta',
  '7.3.1',
  DEFINITION_CORE,
  {
    name: required(text),
    description: text,
    schema: required(text),
    version: required(text),
    extension_types: required(list(extensionType)),
    extension_properties: list(text),
  },
  [
    { rule: 'should-have', names: ['description'], code: 'extension-description' },
    { rule: 'checked', check: checkExtensionProperties },
  ],
);
