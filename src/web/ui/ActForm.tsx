import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { DraftKeeping } from '../use-draft.ts';
import { Dialog } from './Dialog.tsx';
import { DraftNotice } from './DraftNotice.tsx';
import { Problem } from './Problem.tsx';
import { useT } from '../i18n/use-t.ts';

type Props<Made> = {
  title: string;
  about: ReactNode;
  confirm: string;
  /** Why the form is not for this role; undefined where it is. */
  withheld?: string | undefined;
  /** Where the page under the form is. */
  under: string;
  act: () => Promise<Made>;
  /** What there is to say of what was done, before the form goes away; null: nothing. */
  tell?: (made: Made) => ReactNode;
  /** What to do about a refusal, by its code. */
  advise?: (code: string) => string | undefined;
  /** Keeps what is typed; forgotten when it is done. */
  draft?: DraftKeeping | undefined;
  children?: ReactNode;
};

/** A form over its page that does one thing, says why it could not, and goes away when it is done. */
export function ActForm<Made>(props: Props<Made>) {
  const { title, about, confirm, withheld, under, act, tell, advise, draft, children } = props;
  const t = useT();
  const navigate = useNavigate();
  const client = useQueryClient();
  const close = () => void navigate(under, { replace: true });
  const action = useMutation({
    mutationFn: act,
    onSuccess: async (made) => {
      draft?.done();
      await client.invalidateQueries();
      if ((tell?.(made) ?? null) === null) close();
    },
  });
  if (action.isSuccess && tell)
    return (
      <Dialog title={title} onClose={close}>
        <Stack>
          {tell(action.data)}
          <Group justify="end">
            <Button onClick={close} data-autofocus>
              {t('ui.actForm.done')}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    );
  return (
    <Dialog title={title} onClose={close}>
      {withheld === undefined ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            action.mutate();
          }}
        >
          <Stack>
            <Text component="div">{about}</Text>
            {children}
            {action.error ? <Problem error={action.error} advise={advise} /> : null}
            <Group justify="end">
              {draft ? <DraftNotice draft={draft} atFoot /> : null}
              <Button type="submit" loading={action.isPending}>
                {confirm}
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Text>{withheld}</Text>
      )}
    </Dialog>
  );
}
