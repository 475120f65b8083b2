import { useQuery } from '@tanstack/react-query';
import { refreshMs } from '#web/queries.ts';
import { useMay } from '#web/session.ts';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { fetchTasks } from './api.ts';
import { TaskTable } from './TaskTable.tsx';

const text = {
  title: 'Tasks',
  about:
    'Records of ours that were made from what was since recalled or replaced, exports of what was recalled, and what oversight demands or found. Nothing is done by itself.',
  open: 'Open',
  closed: 'Closed',
  noneOpen: 'Nothing to look at',
  noneClosed: 'Nothing was closed yet',
};

export function TasksPage() {
  const may = useMay();
  return (
    <Page title={text.title} about={text.about}>
      <Tasks title={text.open} closed={false} none={text.noneOpen} mayClose={may.act} />
      <Tasks title={text.closed} closed none={text.noneClosed} mayClose={false} />
    </Page>
  );
}

type Props = { title: string; closed: boolean; none: string; mayClose: boolean };

function Tasks({ title, closed, none, mayClose }: Props) {
  const tasks = useQuery({
    queryKey: ['tasks', closed],
    queryFn: () => fetchTasks(closed),
    refetchInterval: refreshMs,
  });
  return (
    <Section title={title}>
      <Loaded query={tasks}>
        {({ items }) =>
          items.length === 0 ? <Empty title={none} /> : <TaskTable label={title} tasks={items} mayClose={mayClose} />
        }
      </Loaded>
    </Section>
  );
}
