import { isWiderTlp, parseTlp } from '@tamga/stix';
import type { TlpLabel } from '@tamga/stix';
import { accepted, refuse } from '#features/records/model.ts';
import type { Verdict } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';

/**
 * Nothing is sealed under a label wider than the one its source gave it (TLP 2.0: who received may not widen). A label that is none
 * counts as the widest. Codes: source-marking.
 */
export function judgeSource(source: TlpLabel | null, chosen: string): Verdict {
  if (source === null || !isWiderTlp(parseTlp(chosen) ?? 'CLEAR', source)) return accepted;
  return refuse(
    'source-marking',
    `its source marks it TLP:${source}, this import says TLP:${chosen}: import it again under TLP:${source} or narrower`,
  );
}

type Basis = { instrument: string; article: string };

/** `mca-2029:5,mca-2029:7`. Errors: malformed. */
export function parseBasis(text: string): Basis[] {
  return text
    .split(',')
    .filter(Boolean)
    .map((part) => {
      const [, instrument, article] = /^([^:]+):([^:]+)$/.exec(part.trim()) ?? [];
      if (instrument === undefined || article === undefined)
        throw new TamgaError('malformed', `basis: "${part.slice(0, 100)}": the form is instrument:article`);
      return { instrument, article };
    });
}

/** What a profile offers for the handling of content, as `GET /api/kinds` tells it. */
export type Offered = {
  basis: readonly { instrument: string; articles: readonly { article: string }[] }[];
  purposes: readonly { code: string }[];
  tlp: readonly string[];
  base: readonly string[];
};
export type Chosen = { tlp?: string; base?: string; basis?: string; purpose?: string };

/** Refuses what the node's own profile does not offer, before anything is sent. Errors: malformed, naming the option and what there is. */
export function checkChosen({ tlp, base, basis, purpose }: Chosen, offered: Offered): void {
  const check = (option: string, given: readonly string[], choices: readonly string[]): void => {
    const wrong = given.find((one) => !choices.includes(one));
    if (wrong !== undefined)
      throw new TamgaError('malformed', `${option}: ${wrong.slice(0, 100)} is none of ${choices.join(', ')}`);
  };
  const given = (value: string | undefined): string[] => (value === undefined ? [] : [value]);
  check('--tlp', given(tlp), offered.tlp);
  check('--base', given(base), offered.base);
  check(
    '--purpose',
    given(purpose),
    offered.purposes.map(({ code }) => code),
  );
  const articles = parseBasis(basis ?? '').map((one) => `${one.instrument}:${one.article}`);
  check('--basis', articles, basesOf(offered));
}

/**
 * Completes what the officer left out with what the node's own profile makes plain: its first purpose, the widest label but
 * CLEAR, the lowest base marking, and the only article where there is only one. A legal basis is not guessed. Errors: malformed.
 */
export function completeHandling({ tlp, base, basis, purpose }: Chosen, offered: Offered): Required<Chosen> {
  return {
    tlp: tlp ?? pick('--tlp', offered.tlp, 'GREEN'),
    base: base ?? pick('--base', offered.base, 'unclassified'),
    basis: basis ?? pick('--basis', basesOf(offered)),
    purpose: purpose ?? pick('--purpose', offered.purposes.map(({ code }) => code).slice(0, 1)),
  };
}

const basesOf = ({ basis }: Offered): string[] =>
  basis.flatMap(({ instrument, articles }) => articles.map(({ article }) => `${instrument}:${article}`));

function pick(option: string, choices: readonly string[], usual?: string): string {
  const chosen = choices.find((choice) => choice === usual) ?? (choices.length === 1 ? choices[0] : undefined);
  if (chosen !== undefined) return chosen;
  const why = choices.length === 0 ? 'this node’s profile names none' : `choose among ${choices.join(', ')}`;
  throw new TamgaError('malformed', `${option} is missing: ${why}`);
}
