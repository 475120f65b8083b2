import { parse, TYPE } from '@formatjs/icu-messageformat-parser';
import type { Plugin } from 'vite';
import { isFirst } from '#web/i18n/first-messages.ts';
import type { Messages } from '#web/i18n/translate.ts';

/**
 * Messages as the pages take them: what has arguments is parsed here, so that no browser is sent a parser.
 * @throws SyntaxError with the key for a message that is not ICU MessageFormat
 */
export function compileMessages(messages: Readonly<Record<string, string>>): Messages {
  return Object.fromEntries(Object.entries(messages).map(([key, text]) => [key, compile(key, text)]));
}

function compile(key: string, text: string): Messages[string] {
  let elements;
  try {
    elements = parse(text, { captureLocation: false });
  } catch (cause) {
    throw new SyntaxError(`${key}: ${(cause as Error).message}: ${text}`, { cause });
  }
  const [first] = elements;
  // A text without arguments needs no format.
  return elements.length === 1 && first?.type === TYPE.literal ? first.value : elements;
}

/** The files of messages, parsed as they are built into the pages; `?first` and `?rest` are parts of them. */
export const messagesPlugin = (): Plugin => ({
  name: 'tamga-messages',
  enforce: 'pre',
  transform: {
    filter: { id: /\/src\/web\/i18n\/[a-z]+\.json(\?first|\?rest)?$/ },
    handler(code, id) {
      const messages = Object.entries(JSON.parse(code) as Record<string, string>);
      const isFirstPart = id.endsWith('?first');
      const part = id.includes('?') ? messages.filter(([key]) => isFirst(key) === isFirstPart) : messages;
      const text = JSON.stringify(compileMessages(Object.fromEntries(part)));
      // With a query it is no JSON file to the build any more.
      return id.includes('?')
        ? { code: `export default ${text}`, moduleType: 'js', map: null }
        : { code: text, map: null };
    },
  },
});
