import type { Translate } from './translate.ts';

/** A code that stands alone: no part of a ref, an address or a path. */
const code = /(?<![\w/.-])[a-z]+(?:[-.][a-z]+)+(?![\w/-])/g;

/** What the node says, with roles and kinds called as the page calls them. The node speaks English, so only an English page can. */
export const inWords = (t: Pick<Translate, 'locale' | 'term'>, said: string): string =>
  t.locale === 'en'
    ? said.replaceAll(code, (word) => {
        const role = t.term('role', word);
        return role === word ? t.term('kind', word) : role;
      })
    : said;
