import { Alert, Code } from '@mantine/core';
import { ApiProblem } from '../http.ts';
import { Icon } from './Icon.tsx';

const text = {
  title: 'That did not work',
  shape:
    'The node answered in a form that this page does not understand. Reload the page; it may be older than the node.',
};

/** Why something failed, in the node's words, with the code that a report should quote. */
export function Problem({ error, title = text.title }: { error: unknown; title?: string }) {
  const problem = error instanceof ApiProblem ? error : null;
  return (
    <Alert color="red" variant="light" role="alert" icon={<Icon name="bang" />} title={title}>
      <div>
        {problem ? problem.message : error instanceof Error && error.name !== 'ZodError' ? error.message : text.shape}
      </div>
      {problem && problem.items.length > 0 ? (
        <ul>
          {problem.items.map((item) => (
            <li key={`${item.path} ${item.message}`}>{item.path ? `${item.path}: ${item.message}` : item.message}</li>
          ))}
        </ul>
      ) : null}
      {problem ? (
        <div>
          Code <Code>{problem.code}</Code>
        </div>
      ) : null}
    </Alert>
  );
}
