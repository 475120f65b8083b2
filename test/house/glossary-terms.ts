/**
 * Terms of the field that the pages use, as the glossary of the instruments has them. Russian by the part of the word that no case
 * changes. Wherever an English message says the term, each translation has to.
 */
export const glossaryTerms: readonly { english: RegExp; ru: RegExp; zh: RegExp }[] = [
  { english: /\boversight\b/i, ru: /надзор/i, zh: /监督/ },
  { english: /\bthreats?\b/i, ru: /угроз/i, zh: /威胁/ },
  { english: /\bmalware\b(?!-)/i, ru: /вредоносно(е|го) ПО/i, zh: /恶意软件/ },
  { english: /\bindicators?\b/i, ru: /индикатор/i, zh: /指标/ },
  { english: /\bthird part(y|ies)\b/i, ru: /треть(ей|я|ю|их) сторон/i, zh: /第三方/ },
  { english: /\bexercises?\b/i, ru: /учени/i, zh: /演习/ },
  { english: /\bexchange\b/i, ru: /обмен/i, zh: /交换/ },
  { english: /\brefus(al|ed)\b/i, ru: /отказ|отклон/i, zh: /拒绝/ },
  { english: /\bevidence\b/i, ru: /доказательств/i, zh: /证据/ },
  { english: /\bobserver\b/i, ru: /наблюдател/i, zh: /观察员国/ },
  { english: /^member$/, ru: /государство-член/, zh: /成员国/ },
  { english: /\bdigest\b/i, ru: /хеш-сумм/i, zh: /哈希值/ },
  { english: /\bTLP\b/, ru: /TLP/, zh: /TLP/ },
  { english: /\bnational law\b/i, ru: /национальн\S+ прав/i, zh: /国内法/ },
];

/** Terms of a record kind that the glossary of the instruments gives. */
export const kindTerms: Readonly<Record<string, { ru: string; zh: string }>> = {
  'kind.warning.issue': { ru: 'раннее предупреждение', zh: '预警' },
  'kind.refusal': { ru: 'отказ', zh: '拒绝' },
  'kind.threat.object': { ru: 'объект угрозы', zh: '威胁对象' },
};

/** Words of instruments that the interface does not use in any language (glossary, last line). */
export const barred: readonly RegExp[] = [
  /three evils|трёх зол|тремя злами|三股势力/i,
  /destructive forces|деструктивн|破坏势力/i,
  /hostile propaganda|враждебн\S+ пропаганд|敌对宣传/i,
  /political damage|политическ\S+ ущерб|政治损害/i,
];
