import { Alert, Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { Say } from '#web/i18n/Say.tsx';
import type { MessageKey } from '#web/i18n/translate.ts';
import { useT } from '#web/i18n/use-t.ts';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import type { Tone } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { proposeConfirmation } from './api.ts';
import type { RecordDetail, RecordSummary } from './api.ts';

type Emergency = NonNullable<RecordSummary['emergency']>;

const tones: Record<Emergency['state'], Tone> = { 'in-force': 'wait', confirmed: 'good', lapsed: 'bad' };
const tags = {
  'in-force': 'records.emergencyNotice.tagInForce',
  confirmed: 'records.emergencyNotice.tagConfirmed',
  lapsed: 'records.emergencyNotice.tagLapsed',
} as const satisfies Record<Emergency['state'], MessageKey>;

const titles = {
  'in-force': 'records.emergencyNotice.inForce',
  confirmed: 'records.emergencyNotice.confirmed',
  lapsed: 'records.emergencyNotice.lapsed',
} as const satisfies Record<Emergency['state'], MessageKey>;

/** One word on an act that one person put into force. */
export function EmergencyTag({ of: { emergency } }: { of: Pick<RecordSummary, 'emergency'> }) {
  const t = useT();
  return emergency ? <Tag tone={tones[emergency.state]}>{t(tags[emergency.state])}</Tag> : null;
}

/** What became of an act that one person put into force, and the way to confirm it. */
export function EmergencyNotice({ record, mayConfirm }: { record: RecordDetail; mayConfirm: boolean }) {
  const { emergency } = record;
  const t = useT();
  if (!emergency) return null;
  const { state, until, confirmation } = emergency;
  return (
    <Alert variant="default" mb="lg" title={t(titles[state])}>
      {confirmation ? (
        <PageLink to={links.record(confirmation)} inText>
          {t('records.emergencyNotice.by')}
        </PageLink>
      ) : (
        <span>
          <Say
            id={state === 'lapsed' ? 'records.emergencyNotice.since' : 'records.emergencyNotice.until'}
            values={{ time: <Time at={until} exact /> }}
          />
        </span>
      )}
      {mayConfirm ? <Confirm record={record} /> : null}
    </Alert>
  );
}

/** Where the node says that it is this officer's to confirm. */
function Confirm({ record: { ref } }: { record: RecordDetail }) {
  const t = useT();
  const navigate = useNavigate();
  const client = useQueryClient();
  const action = useMutation({
    mutationFn: () => proposeConfirmation(ref),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['proposals'] });
      await navigate(links.proposal(id));
    },
  });
  return (
    <>
      <Group mt="sm">
        <Button variant="default" loading={action.isPending} onClick={() => action.mutate()}>
          {t('records.emergencyNotice.confirm')}
        </Button>
      </Group>
      {action.error ? <Problem error={action.error} title={t('records.emergencyNotice.failed')} /> : null}
    </>
  );
}
