import type { Stop } from './stops.ts';

/** docs/tour.md: a sentence and a picture for each page, dark where the reader's system is. */
export function toPage(stops: readonly Stop[], taken: ReadonlySet<string>): string {
  const parts = stops.map((stop) => `## ${stop.title}\n\n${stop.says}\n\n${pictureOf(stop, taken)}`);
  return `# Tour

Every page, as the duty desk of Arvenia has it in the demonstration. \`npm run tour\` takes the pictures anew from a demonstration that runs, and writes this file; a test holds that no page of \`src/web/router.tsx\` is missing.

${parts.join('\n\n')}
`;
}

function pictureOf({ name, title, route }: Stop, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return `The demonstration begins without one (\`/${route.replace(/^\//, '')}\`).`;
  return `<picture><source media="(prefers-color-scheme: dark)" srcset="tour/${name}-dark.webp"><img alt="${title}" src="tour/${name}-light.webp"></picture>`;
}
