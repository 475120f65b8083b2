import { useQuery } from '@tanstack/react-query';
import { refreshMs } from '#web/queries.ts';
import { useMay } from '#web/session.ts';
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
  return (
    <Page title={t('tasks.tasksPage.title')} about={t('tasks.tasksPage.about')}>
      <Tasks
        title={t('tasks.tasksPage.open')}
        closed={false}
        none={t('tasks.tasksPage.noneOpen')}
        why={t('tasks.tasksPage.noneOpenWhy')}
        mayClose={may.act}
      />
      <Tasks
        title={t('tasks.closed')}
        closed
        none={t('tasks.tasksPage.noneClosed')}
        why={t('tasks.tasksPage.noneClosedWhy')}
        mayClose={false}
      />
    </Page>
  );
}

type Props = { title: string; closed: boolean; none: string; why: string; mayClose: boolean };

function Tasks({ title, closed, none, why, mayClose }: Props) {
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
            <TaskTable label={title} tasks={items} mayClose={mayClose} />
          )
        }
      </Loaded>
    </Section>
  );
}
