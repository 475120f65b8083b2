/** The endings of the Russian algorithm of Snowball (snowballstem.org/algorithms/russian/stemmer.html), each list by what it ends. */
const anyOf = (...endings: string[]): string => endings.join(' ').split(' ').join('|');

const gerund = new RegExp(`(?:${anyOf('ив ивши ившись ыв ывши ывшись')}|(?<=[ая])(?:${anyOf('в вши вшись')}))$`);
const reflexive = /(?:ся|сь)$/;
const adjective = anyOf('ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею');
const participle = `(?:${anyOf('ивш ывш ующ')}|(?<=[ая])(?:${anyOf('ем нн вш ющ щ')}))`;
const adjectival = new RegExp(`${participle}?(?:${adjective})$`);
const verb = new RegExp(
  `(?:${anyOf('ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю')}` +
    `|(?<=[ая])(?:${anyOf('ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно')}))$`,
);
const noun = new RegExp(
  `(?:${anyOf('а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я')})$`,
);
const derivational = /ость?$/;
const superlative = /ейше?$/;

const firstVowel = /[аеиоуыэюя]/;
const beforeSecond = /^.*?[аеиоуыэюя][^аеиоуыэюя].*?[аеиоуыэюя][^аеиоуыэюя]/;

/** What the forms of a Russian word have in common. The word is in small letters, with е for ё. */
export function stemRussian(word: string): string {
  const start = word.search(firstVowel) + 1;
  if (start === 0) return word;
  const head = word.slice(0, start);
  let rest = inflected(word.slice(start)).replace(/и$/, '');
  const second = beforeSecond.exec(word)?.[0].length ?? word.length;
  const bare = rest.replace(derivational, '');
  if (bare.length !== rest.length && start + bare.length >= second) rest = bare;
  return head + ended(rest);
}

/** Without the endings of a gerund, or else of an adjective, a verb or a noun. */
function inflected(rest: string): string {
  const without = rest.replace(gerund, '');
  if (without.length !== rest.length) return without;
  const plain = rest.replace(reflexive, '');
  for (const ending of [adjectival, verb, noun]) {
    const left = plain.replace(ending, '');
    if (left.length !== plain.length) return left;
  }
  return plain;
}

function ended(rest: string): string {
  if (rest.endsWith('нн')) return rest.slice(0, -1);
  const plain = rest.replace(superlative, '');
  if (plain.length !== rest.length) return plain.replace(/нн$/, 'н');
  return rest.replace(/ь$/, '');
}
