import { isThreeLetterLanguage, REGIONS, SCRIPTS, TWO_LETTERS } from './language-subtags.ts';
import { words } from './words.ts';

/** Tags that were registered whole before there were subtags (RFC 5646 §2.2.8). */
const GRANDFATHERED = words(`
art-lojban cel-gaulish en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao
i-tay i-tsu no-bok no-nyn sgn-be-fr sgn-be-nl sgn-ch-de zh-guoyu zh-hakka zh-min zh-min-nan zh-xiang
`);

// language [-extlang]* [-script] [-region] [-variant]* [-extension]* [-privateuse] (RFC 5646 §2.1)
const SHAPE =
  /^([a-z]{2,3})(?:-[a-z]{3}){0,3}(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wy-z\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?$/;
const PRIVATE = /^x(?:-[a-z\d]{1,8})+$/;
/** Subtags that are kept free for private use (RFC 5646 §3.5.3; languages of that kind are in the table). */
const PRIVATE_SCRIPT = /^qa[a-b][a-x]$/;
const PRIVATE_REGION = /^(?:aa|q[m-z]|x[a-z]|zz)$/;

/**
 * Whether a text is a language tag (RFC 5646 §2.1) of a language, script and region that the registry has. Extended languages, variants
 * and extensions are let in by their form.
 */
export function isLanguageTag(text: string): boolean {
  if (text.length > 100) return false;
  const tag = text.toLowerCase();
  const found = SHAPE.exec(tag);
  if (found === null) return PRIVATE.test(tag) || GRANDFATHERED.has(tag);
  const [, language = '', script, region] = found;
  if (!TWO_LETTERS.has(language) && !isThreeLetterLanguage(language)) return false;
  if (script !== undefined && !SCRIPTS.has(script) && !PRIVATE_SCRIPT.test(script)) return false;
  return region === undefined || REGIONS.has(region) || PRIVATE_REGION.test(region);
}
