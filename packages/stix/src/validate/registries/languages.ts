import { words } from './words.ts';

/** Language subtags of two letters (ISO 639-1, as the registry of RFC 5646 §3 has them; `iw`, `in`, `ji` are the old ones). */
const TWO_LETTERS = words(`
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es
et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw ja ji jv jw
ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng
nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv
sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
`);

/** Tags that were registered whole before there were subtags (RFC 5646 §2.2.8). */
const GRANDFATHERED = words(`
art-lojban cel-gaulish en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao
i-tay i-tsu no-bok no-nyn sgn-be-fr sgn-be-nl sgn-ch-de zh-guoyu zh-hakka zh-min zh-min-nan zh-xiang
`);

// language [-extlang]* [-script] [-region] [-variant]* [-extension]* [-privateuse] (RFC 5646 §2.1)
const SHAPE =
  /^([a-z]{2,3})(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wy-z\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?$/;
const PRIVATE = /^x(?:-[a-z\d]{1,8})+$/;

/**
 * Whether a text is a language tag (RFC 5646 §2.1). Of the registry the languages of two letters are known; those of three letters
 * are let in by their form.
 */
export function isLanguageTag(text: string): boolean {
  if (text.length > 100) return false;
  const tag = text.toLowerCase();
  const language = SHAPE.exec(tag)?.[1];
  if (language !== undefined) return language.length === 3 || TWO_LETTERS.has(language);
  return PRIVATE.test(tag) || GRANDFATHERED.has(tag);
}
