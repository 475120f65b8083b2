import { tlpOf } from '@tamga/stix';
import { Marking } from '#web/ui/Marking.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import classes from './SourceFacts.module.css';

/** What an object's own markings say; one whose definition is not here stands by its id. */
export function OwnMarkings({ ids, names }: { ids: readonly string[]; names: ReadonlyMap<string, string> }) {
  return (
    <span className={classes.tags}>
      {[...new Set(ids)].map((id) => {
        // Only the definitions that OASIS published are labels of TLP, whatever others are called.
        const label = tlpOf({ object_marking_refs: [id] });
        if (label !== undefined) return <Marking key={id} marking={{ tlp: label, base: '' }} />;
        const name = names.get(id);
        if (name === undefined) return <Mono key={id}>{visibleText(id)}</Mono>;
        return <Tag key={id}>{visibleText(name)}</Tag>;
      })}
    </span>
  );
}
