import { Checkbox, Group, Radio, Stack, Switch, useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { protections, useCare, useSaveCare } from '#web/care.ts';
import { chooseContrast, readContrast } from '#web/contrast.ts';
import { hasSingleKeys, setSingleKeys } from '#web/palette/state.ts';
import { Page } from '#web/ui/Page.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useT } from '#web/i18n/use-t.ts';

/** How the pages look to this officer and what they ask before they show. */
export function SettingsPage() {
  const t = useT();
  return (
    <Page title={t('layout.navigation.settings')} about={t('care.settings.about')}>
      <MediaCare />
      <Colours />
      <Keys />
    </Page>
  );
}

function MediaCare() {
  const t = useT();
  const { holds, floor } = useCare();
  const save = useSaveCare();
  const [failure, setFailure] = useState<unknown>(null);
  const toggle = (one: (typeof protections)[number]) => {
    setFailure(null);
    const own = protections.filter((other) => (other === one ? !holds.has(other) : holds.has(other)));
    save(own).catch(setFailure);
  };
  return (
    <Section title={t('care.settings.media')} note={t('care.settings.mediaNote')}>
      <Stack gap="sm">
        {protections.map((one) => (
          <Checkbox
            key={one}
            label={t(`care.settings.${one}`)}
            description={floor.has(one) ? t('care.settings.floor') : undefined}
            checked={holds.has(one)}
            disabled={floor.has(one)}
            onChange={() => toggle(one)}
          />
        ))}
      </Stack>
      {failure ? <Problem error={failure} /> : null}
    </Section>
  );
}

function Colours() {
  const t = useT();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [contrast, setContrast] = useState(readContrast);
  const choose = (isMore: boolean) => {
    chooseContrast(isMore ? 'more' : 'auto');
    setContrast(isMore ? 'more' : 'auto');
  };
  return (
    <Section title={t('care.settings.colours')} note={t('care.settings.coloursNote')}>
      <Radio.Group
        aria-label={t('care.settings.colours')}
        value={colorScheme}
        onChange={(value) => setColorScheme(value as 'light' | 'dark' | 'auto')}
        mb="md"
      >
        <Group>
          {(['auto', 'light', 'dark'] as const).map((one) => (
            <Radio key={one} value={one} label={t(`care.colours.${one}`)} />
          ))}
        </Group>
      </Radio.Group>
      <Switch
        label={t('care.settings.contrast')}
        checked={contrast === 'more'}
        onChange={(event) => choose(event.currentTarget.checked)}
      />
    </Section>
  );
}

function Keys() {
  const t = useT();
  const [isOn, setOn] = useState(hasSingleKeys);
  return (
    <Section title={t('care.palette.keys')} note={t('care.settings.keysNote')}>
      <Switch
        label={t('care.settings.keys')}
        checked={isOn}
        onChange={(event) => {
          setSingleKeys(event.currentTarget.checked);
          setOn(event.currentTarget.checked);
        }}
      />
    </Section>
  );
}
