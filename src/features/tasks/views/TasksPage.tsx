import { useQuery } from '@tanstack/react-query';
import { refreshMs } from '#web/queries.ts';
import { useMay } from '#web/session.ts';
import { DraftNotice } from '#web/ui/DraftNotice.tsx';
import { useKeptNotes } from '#web/use-kept-notes.ts';
import type { KeptNotes } from '#web/use-kept-notes.ts';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { fetchTasks } from './api.ts';
import { TaskTable } from './TaskTable.tsx';
import { useT } from '#web/i18n/use-t.ts';

export function TasksPage() {
  const t = useT();
  const may = useMay();
  const notes = useKeptNotes('tasks.close');
  return (
    <Page title={t('tasks.tasksPage.title')} about={t('tasks.tasksPage.about')}>
      <Tasks
        title={t('tasks.tasksPage.open')}
        closed={false}
        none={t('tasks.tasksPage.noneOpen')}
        why={t('tasks.tasksPage.noneOpenWhy')}
        notes={may.act ? notes : null}
      />
      <Tasks
        title={t('tasks.closed')}
        closed
        none={t('tasks.tasksPage.noneClosed')}
        why={t('tasks.tasksPage.noneClosedWhy')}
        notes={null}
      />
    </Page>
  );
}

type Props = { title: string; closed: boolean; none: string; why: string; notes: KeptNotes | null };

function Tasks({ title, closed, none, why, notes }: Props) {
  const tasks = useQuery({
    queryKey: ['tasks', closed],
    queryFn: () => fetchTasks(closed),
    refetchInterval: refreshMs,
  });
  return (
    <Section title={title}>
      <Loaded query={tasks}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={none}>{why}</Empty>
          ) : (
            <>
              {notes && notes.draft.state !== 'empty' ? <DraftNotice draft={notes.draft} /> : null}
              <TaskTable label={title} tasks={items} notes={notes} />
            </>
          )
        }
      </Loaded>
    </Section>
  );
}
