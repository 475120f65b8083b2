import { protections } from './model.ts';
import type { Care, Protection } from './model.ts';

/** What holds for an officer: never less than the authority's. Nobody's wish takes away from the floor, it only adds. */
export function careOf(floor: readonly Protection[], own: readonly Protection[]): Care {
  const among = (some: readonly Protection[]): Protection[] => protections.filter((one) => some.includes(one));
  return { floor: among(floor), own: among(own), holds: among([...floor, ...own]) };
}
