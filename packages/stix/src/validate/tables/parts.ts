import { quote, type Json, type Judge } from '../judge.ts';
import { formatted, knownHashes, list, open, required, struct, text, texts, type Rule } from '../kinds.ts';

const CVE = /^CVE-\d{4}-(?:0\d{3}|[1-9]\d{3,})$/;
const CAPEC = /^CAPEC-\d+$/;

/** The two registries whose names and numbers the specification fixes (STIX 2.1 §2.5, §4.1.1, §4.19.1). */
function checkRegistry({ source_name: source, external_id: id }: Json, judge: Judge): void {
  for (const [name, form] of [
    ['cve', CVE],
    ['capec', CAPEC],
  ] as const) {
    const isId = typeof id === 'string' && form.test(id);
    if (source === name && !isId) judge.error('external-reference', `${quote(id)} is no ${name} identifier`);
    if (source !== name && isId) judge.error('external-reference', `the source of ${quote(id)} must be ${name}`);
  }
}

export const externalReference = struct({
  clause: '2.5',
  properties: {
    source_name: required(text),
    description: text,
    url: formatted('uri'),
    hashes: knownHashes,
    external_id: text,
  },
  rules: [
    { rule: 'any-of', names: ['description', 'url', 'external_id'] },
    { rule: 'checked', check: checkRegistry },
    {
      rule: 'checked',
      check: ({ url, hashes }, judge) => {
        if (url !== undefined && hashes === undefined) judge.warn('extref-hashes', 'a url should come with hashes');
      },
    },
  ],
});

function checkPhaseNames(phase: Json, judge: Judge): void {
  for (const name of ['kill_chain_name', 'phase_name']) {
    const value = phase[name];
    if (typeof value === 'string' && (/[A-Z_ ]/.test(value) || !/\p{L}/u.test(value))) {
      judge.warn('kill-chain-names', `${quote(value)} should be lower case with hyphens between words`);
    }
  }
}

export const killChainPhases = list(
  struct({
    clause: '2.11',
    properties: { kill_chain_name: required(text), phase_name: required(text) },
    rules: [{ rule: 'checked', check: checkPhaseNames }],
  }),
);

export const motivation = open('motivation');
export const motivations = list(motivation);

/** Properties that most domain objects share. */
export const named = { name: required(text), description: text } as const;
export const aliases = texts;

/** `last` must not be before `first`. */
export const inOrder = (first: string, last: string): Rule => ({
  rule: 'order',
  later: last,
  earlier: first,
  strict: false,
});
/** `end` must be after `start`. */
export const strictlyInOrder = (start: string, end: string): Rule => ({
  rule: 'order',
  later: end,
  earlier: start,
  strict: true,
});
