import { Alert, Anchor, Code } from '@mantine/core';
import { ApiProblem } from '../http.ts';
import { inWords } from '../i18n/in-words.ts';
import { useMeaning } from '../i18n/problem-meaning.ts';
import { links } from '../links.ts';
import { Icon } from './Icon.tsx';
import { stepOf } from './problem-steps.ts';
import { useT } from '../i18n/use-t.ts';
import { Say } from '../i18n/Say.tsx';

type Props = {
  error: unknown;
  title?: string;
  /** What to do about it, by its code. */
  advise?: ((code: string) => string | undefined) | undefined;
};

/** Why something failed, in the node's words, with the code that a report should quote. */
export function Problem({ error, title, advise }: Props) {
  const t = useT();
  const problem = error instanceof ApiProblem ? error : null;
  return (
    <Alert color="red" variant="light" role="alert" icon={<Icon name="bang" />} title={title ?? t('ui.problem.title')}>
      {problem ? (
        <Reason problem={problem} />
      ) : (
        <div>{error instanceof Error && error.name !== 'ZodError' ? error.message : t('ui.problem.shape')}</div>
      )}
      {problem ? <div>{advise?.(problem.code) ?? t(`ui.problem.${stepOf(problem)}`)}</div> : null}
      {problem ? (
        <div>
          <Say id="ui.problem.code" values={{ code: <Code>{problem.code}</Code> }} />{' '}
          {problem.status === 0 ? null : (
            <Anchor
              href={links.problem(problem.code)}
              target="_blank"
              rel="noreferrer"
              c="inherit"
              underline="always"
              inherit
            >
              {t('ui.problem.meaning')}
            </Anchor>
          )}
        </div>
      ) : null}
    </Alert>
  );
}

/** In English the node's own words; in another language what the code means, with the node's words one click away. */
function Reason({ problem }: { problem: ApiProblem }) {
  const t = useT();
  const meaning = useMeaning(problem.code);
  const words = (
    <>
      <div>{inWords(t, problem.message)}</div>
      {problem.items.length > 0 ? (
        <ul>
          {problem.items.map((item) => (
            <li key={`${item.path} ${item.message}`}>
              {inWords(t, item.path ? `${item.path}: ${item.message}` : item.message)}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
  if (meaning === undefined) return words;
  return (
    <>
      <div>{meaning}</div>
      <details>
        <summary>{t('ui.problem.detail')}</summary>
        <div lang="en" dir="ltr">
          {words}
        </div>
      </details>
    </>
  );
}
