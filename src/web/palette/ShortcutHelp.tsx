import { Kbd, Table, Text } from '@mantine/core';
import { useT } from '../i18n/use-t.ts';
import { links } from '../links.ts';
import { useMay, useSession } from '../session.ts';
import { PageLink } from '../ui/ButtonLink.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { jumps } from './keys.ts';
import { hasSingleKeys } from './state.ts';

/** The keys, as the sheet that `?` opens. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const t = useT();
  const may = useMay();
  const { powers } = useSession();
  const rows: [string[], string][] = [
    [['Ctrl', 'K'], t('care.palette.open')],
    [['?'], t('care.palette.help')],
    [['/'], t('care.palette.search')],
    ...(may.act ? [[['n'], t('care.palette.newRecord')] satisfies [string[], string]] : []),
    ...Object.entries(jumps)
      .filter(([, { power }]) => power === null || powers.includes(power))
      .map(([key, { name }]): [string[], string] => [['g', key], t('care.palette.goTo', { page: t(name) })]),
  ];
  return (
    <Dialog title={t('care.palette.help')} onClose={onClose}>
      <Text mb="md">
        {hasSingleKeys() ? t('care.palette.keysOn') : t('care.palette.keysOff')}{' '}
        <span onClickCapture={onClose}>
          <PageLink to={links.settings()} inText>
            {t('layout.navigation.settings')}
          </PageLink>
        </span>
      </Text>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('care.palette.keys')}</Table.Th>
            <Table.Th>{t('care.palette.does')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([keys, does]) => (
            <Table.Tr key={keys.join('-')}>
              <Table.Td dir="ltr">
                {keys.map((key) => (
                  <Kbd key={key} me={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  );
}
