import { parseSync } from 'vite';

export interface Import {
  specifier: string;
  /** True when nothing is left of it at run time. */
  typeOnly: boolean;
}

/** Every import of a source text: statements, re-exports, `import()` and `import('…').Type`. Throws on a syntax error. */
export function readImports(path: string, source: string): Import[] {
  const { module, errors } = parseSync(path, source);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  const found: Import[] = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest) found.push({ specifier: moduleRequest.value, typeOnly: isType });
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const text = source.slice(moduleRequest.start, moduleRequest.end);
    found.push({ specifier: /^(['"`])([^$]*)\1$/s.exec(text)?.[2] ?? UNREADABLE, typeOnly: false });
  }
  const asTypes = source.matchAll(/(?<!await )\bimport\(\s*(['"])(.+?)\1\s*\)\s*\./g);
  for (const [, , specifier] of asTypes) if (specifier) found.push({ specifier, typeOnly: true });
  return found;
}

/** Stands for the path of an `import()` that is computed when the program runs. */
export const UNREADABLE = '(computed)';
