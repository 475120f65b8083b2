import { Checkbox, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { links } from '#web/links.ts';
import { useSession } from '#web/session.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { ExactText } from '#web/ui/ExactText.tsx';
import { useFields } from '#web/use-fields.ts';
import { useKept } from '#web/use-kept.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';
import { maxTokenDays, powerOfScope, scopes } from '../token-model.ts';
import { makeToken } from './tokens.ts';
import type { Made } from './tokens.ts';

/** Makes a token for a program, of no more than the officer may do. */
export function TokenForm() {
  const t = useT();
  const { powers } = useSession();
  const { values, setValues, field } = useFields(() => ({ name: '' }));
  const draft = useKept('officers.token', values, setValues);
  const [chosen, setChosen] = useState<string[]>(['read']);
  const [days, setDays] = useState<string | number>(30);
  return (
    <ActForm
      title={t('officers.tokenForm.title')}
      about={t('officers.tokenForm.about')}
      confirm={t('officers.tokenForm.confirm')}
      under={links.account()}
      draft={draft}
      act={() => makeToken({ name: values.name.trim(), scopes: chosen, days: Number(days) })}
      tell={(made) => tell(t, made)}
    >
      <TextInput
        label={t('officers.tokenForm.name')}
        description={t('officers.tokenForm.nameNote')}
        maxLength={60}
        autoComplete="off"
        data-autofocus
        {...field('name')}
      />
      <Checkbox.Group label={t('officers.tokenTable.scopes')} value={chosen} onChange={setChosen}>
        <Stack gap="xs" mt="xs">
          {scopes
            .filter((scope) => powers.includes(powerOfScope[scope]))
            .map((scope) => (
              <Checkbox
                key={scope}
                value={scope}
                label={t.term('tokenScope', scope)}
                description={t(`officers.tokenForm.scope.${scope}`)}
              />
            ))}
        </Stack>
      </Checkbox.Group>
      <NumberInput
        label={t('officers.tokenForm.days')}
        description={t('officers.tokenForm.daysNote', { days: maxTokenDays })}
        min={1}
        max={maxTokenDays}
        allowDecimal={false}
        required
        value={days}
        onChange={setDays}
      />
    </ActForm>
  );
}

const tell = (t: Translate, { token }: Made) => (
  <>
    <Text>{t('officers.tokenForm.made')}</Text>
    <ExactText text={token} label={t('officers.tokenForm.token')} />
  </>
);
