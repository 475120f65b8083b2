import { parse, TYPE } from '@formatjs/icu-messageformat-parser';
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { parseSync } from 'vite';
import type { SourceFile } from './import-rules.ts';

type Node = { type: string; start: number; end: number } & Record<string, unknown>;

/** Calls `visit` with every node of a source text and those above it, the nearest last. */
function walk(path: string, source: string, visit: (node: Node, above: readonly Node[]) => void): void {
  const { program, errors } = parseSync(path, source);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  const go = (value: unknown, above: readonly Node[]): void => {
    if (Array.isArray(value)) for (const one of value) go(one, above);
    else if (typeof value === 'object' && value !== null && typeof (value as Node).type === 'string') {
      const node = value as Node;
      visit(node, above);
      for (const part of Object.values(node)) go(part, [...above, node]);
    }
  };
  go(program, []);
}

/** What the pages say: keys that they name, beginnings of keys that they compute, and lists of words that they look up. */
export function findUses(files: readonly SourceFile[]): { named: Set<string>; begun: Set<string>; lists: Set<string> } {
  const [named, begun, lists] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { path, source } of files)
    walk(path, source, (node) => {
      if (node.type === 'Literal' && typeof node['value'] === 'string') named.add(node['value']);
      if (node.type === 'TemplateLiteral') {
        const first = (node['quasis'] as { value: { cooked: string } }[])[0]?.value.cooked ?? '';
        if (/^[a-z]\w*(\.\w+)*\.$/.test(first)) begun.add(first);
      }
      if (node.type !== 'CallExpression') return;
      const callee = source.slice((node['callee'] as Node).start, (node['callee'] as Node).end);
      // `t.term('kind', …)`, and functions that are handed the voice and a list's name.
      for (const one of node['arguments'] as Node[])
        if ((callee.endsWith('.term') || callee === 'choices') && typeof one['value'] === 'string')
          lists.add(one['value']);
    });
  return { named, begun, lists };
}

export function isUsed(key: string, { named, begun, lists }: ReturnType<typeof findUses>): boolean {
  const list = key.slice(0, key.indexOf('.'));
  return named.has(key) || lists.has(list) || [...begun].some((beginning) => key.startsWith(beginning));
}

/** Attributes, and members of objects, that are read by people. */
const spoken = new Set([
  'title',
  'label',
  'aria-label',
  'placeholder',
  'description',
  'note',
  'about',
  'legend',
  'confirm',
  'words',
]);
/** Names that are the same in every language, and the beginning of an id. */
const untold = new Set(['SHA-256', 'malware--…']);
const hasWords = (text: string): boolean => /\p{L}{2}/u.test(text) && !untold.has(text);

/** Text of the pages that stands in the program instead of the messages: `line: text`. What stands in `<Code>` is no language. */
export function findLiterals({ path, source }: SourceFile): string[] {
  const found: string[] = [];
  const lineOf = (node: Node): number => source.slice(0, node.start).split('\n').length;
  const nameOf = (node: Node): string => {
    const name = (node['name'] ?? node['key']) as Node | undefined;
    return name ? source.slice(name.start, name.end) : '';
  };
  walk(path, source, (node, above) => {
    const parent = above.at(-1);
    const text = node.type === 'JSXText' || node.type === 'Literal' ? node['value'] : undefined;
    const raw = node.type === 'TemplateElement' ? (node['value'] as { cooked: string }).cooked : text;
    if (typeof raw !== 'string' || !hasWords(raw) || !parent) return;
    const inCode = above.some((one) => one.type === 'JSXElement' && nameOf(one['openingElement'] as Node) === 'Code');
    if (inCode) return;
    if (node.type === 'JSXText') found.push(`${lineOf(node)}: ${raw.trim()}`);
    const isSpoken = (parent.type === 'JSXAttribute' || parent.type === 'Property') && spoken.has(nameOf(parent));
    if (node.type === 'Literal' && isSpoken && parent['key'] !== node) found.push(`${lineOf(node)}: ${raw}`);
    const isProse = isShown(above) ? isSentence(raw) : isSaid(above) && /\p{L}{2} +\p{L}/u.test(raw);
    if (node.type !== 'JSXText' && !isSpoken && isProse) found.push(`${lineOf(node)}: ${raw}`);
  });
  return found;
}

const isSentence = (text: string): boolean => /\p{L} +\p{L}/u.test(text) || /^\p{Lu}\p{Ll}+$/u.test(text);

/** Not a way of drawing, the message of a bug, or what is asked of a type. */
const isSaid = (above: readonly Node[]): boolean =>
  !above.some(
    ({ type }) =>
      type === 'JSXAttribute' ||
      type === 'ThrowStatement' ||
      type === 'ImportDeclaration' ||
      type.startsWith('TSLiteral'),
  );

/** Inside what is drawn, and not in an attribute that nobody reads. */
function isShown(above: readonly Node[]): boolean {
  const container = above.findLastIndex(({ type }) => type === 'JSXExpressionContainer');
  if (container < 0) return false;
  const between = above.slice(container);
  if (
    between.some(({ type }) => type === 'CallExpression' || type === 'BinaryExpression' || type === 'ObjectExpression')
  )
    return false;
  const owner = above[container - 1];
  if (owner?.type !== 'JSXAttribute') return true;
  const name = owner['name'] as { name?: unknown };
  return typeof name.name === 'string' && spoken.has(name.name);
}

/** The names of a message's arguments and what each is, in order of name; `plural` with its categories. */
export function readArguments(message: string): { names: string[]; plurals: string[][] } {
  const names = new Set<string>();
  const plurals: string[][] = [];
  const go = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type !== TYPE.literal && element.type !== TYPE.pound) names.add(element.value);
      if (!('options' in element)) continue;
      plurals.push(Object.keys(element.options).toSorted());
      for (const { value } of Object.values(element.options)) go(value);
    }
  };
  go(parse(message));
  return { names: [...names].toSorted(), plurals };
}
