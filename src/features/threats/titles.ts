import { isAttributing } from '@tamga/stix';
import type { Viewer } from '#features/officers/model.ts';
import type { Db } from '#platform/db/db.ts';
import * as store from './store.ts';

const id = String.raw`[a-z0-9-]{1,100}--[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}`;
/**
 * What `nameOf` of @tamga/stix calls a relationship or a sighting: `uses: <id> → <id>`, `sighting: <id>`. No author's own name is one: he
 * may write it, and it stands in quotation marks.
 */
const form = new RegExp(`^(.+?: )(${id})(?: → (${id}))?$`);
/** The same where its ends are no ids: what came from another node may have any. */
const loose = /^(“[^”]*”|[^:“”]+): [^]+ → /;
const maxEnd = 80;

/** The ids by which a title names other objects; none when it is a name of its own. */
export const endsOf = (title: string): string[] => form.exec(title)?.slice(2).filter(Boolean) ?? [];

/** `uses: Greylatch → identity 6f1c0a2e…`: each end by its name where one is known, otherwise by type and the start of its id. */
export function titleWithNames(title: string, nameOfEnd: (id: string) => string | undefined): string {
  const relation = form.exec(title)?.[1];
  if (relation === undefined) return title;
  return (
    relation +
    endsOf(title)
      .map((end) => endName(end, nameOfEnd(end)))
      .join(' → ')
  );
}

/** The same with whose word it is, where it attributes: `xb holds: attributed-to: Greylatch → Quiet Heron`. */
export function titleAsHeld(title: string, author: string, nameOfEnd: (id: string) => string | undefined): string {
  const named = titleWithNames(title, nameOfEnd);
  // A relation that is no term stands in quotation marks, and may attribute all the same.
  const relation = (form.exec(title) ?? loose.exec(title))?.[1]?.replaceAll(/[“”]/g, '');
  const isHeld = isAttributing(relation);
  return isHeld ? `${participantOf(author)} holds: ${named}` : named;
}

function endName(end: string, name: string | undefined): string {
  if (name === undefined || name === end || form.test(name)) {
    const [type = '', uuid = ''] = end.split(/--(?=[^-]+-[^-]+-[^-]+-[^-]+-[^-]+$)/);
    return `${type} ${uuid.slice(0, 8)}…`;
  }
  const characters = [...name];
  if (characters.length <= maxEnd) return name;
  const isQuoted = name.startsWith('“') && name.endsWith('”');
  return isQuoted ? `${characters.slice(0, maxEnd - 2).join('')}…”` : `${characters.slice(0, maxEnd - 1).join('')}…`;
}

/** `author` may be a participant or one of its authorities. */
export type Titled = { author: string; title: string };

/**
 * Titles with the names of the objects that they speak of, as this node may read them now: one query for all. An author's own
 * name for an object comes before what others call it, so that nobody's record is given a false meaning by another's.
 * None of whom its author, or whoever names it, describes as a person in any version can appear here (SG-07). What attributes is told with whose word it
 * is, wherever a title stands: nobody reads it as a fact (SG-26).
 */
export async function readTitles(db: Db, titles: readonly Titled[], viewer: Viewer): Promise<string[]> {
  const wanted = new Map(
    titles.flatMap(({ author, title }) =>
      endsOf(title).map((objectId) => [keyOf(author, objectId), { participant: participantOf(author), objectId }]),
    ),
  );
  const found = wanted.size === 0 ? [] : await store.findNames(db, [...wanted.values()], viewer);
  const names = new Map(found.map(({ participant, objectId, name }) => [keyOf(participant, objectId), name]));
  return titles.map(({ author, title }) => titleAsHeld(title, author, (end) => names.get(keyOf(author, end))));
}

const participantOf = (author: string): string => author.split('/', 1)[0] ?? '';
const keyOf = (author: string, objectId: string): string => `${participantOf(author)} ${objectId}`;
