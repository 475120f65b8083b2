import { Button, FileInput, Group, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { Page } from '#web/ui/Page.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { fileLimits } from '../proof-model.ts';
import { anchorSchema, verifyFile } from '../verify/file.ts';
import type { FileReport } from '../verify/file.ts';
import { VerifyReport } from './VerifyReport.tsx';
import classes from './VerifyPage.module.css';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

/** The check of a third party: a file and an anchor, nobody signed in, nothing believed. */
export function VerifyPage() {
  const t = useT();
  const [file, setFile] = useState<File | null>(null);
  const [anchor, setAnchor] = useState('');
  const check = useMutation({ mutationFn: (chosen: File) => readAndVerify(t, chosen, anchor) });
  const isAnchor = anchorSchema.safeParse(anchor).success;
  const { reset } = check;
  const choose = useCallback(
    (chosen: File | null): void => {
      setFile(chosen);
      reset();
    },
    [reset],
  );
  useDroppedFile(choose);

  return (
    <main className={classes.page}>
      <Page title={t('records.verifyPage.title')} about={t('records.verifyPage.about')}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (file && isAnchor) check.mutate(file);
          }}
        >
          <Panel>
            <Stack>
              <FileInput
                label={t('records.file')}
                description={t('records.verifyPage.fileNote')}
                placeholder={t('records.verifyPage.hint')}
                required
                value={file}
                onChange={choose}
              />
              <TextInput
                label={t('records.anchor')}
                description={t('records.verifyPage.anchorNote')}
                required
                spellCheck={false}
                autoComplete="off"
                value={anchor}
                error={anchor !== '' && !isAnchor ? t('records.verifyPage.anchorWrong') : null}
                onChange={(event) => {
                  setAnchor(event.currentTarget.value);
                  reset();
                }}
              />
              <Group justify="end">
                <Button type="submit" loading={check.isPending} disabled={!file || !isAnchor}>
                  {t('records.verifyPage.check')}
                </Button>
              </Group>
            </Stack>
          </Panel>
        </form>
        {check.error ? <Problem error={check.error} title={t('records.theCheckCouldNot')} /> : null}
        {check.data ? <VerifyReport report={check.data} /> : null}
      </Page>
    </main>
  );
}

/** A file may be dropped anywhere on the page; without this the browser would leave the page and show the file. */
function useDroppedFile(take: (file: File) => void): void {
  useEffect(() => {
    const stay = (event: DragEvent): void => event.preventDefault();
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file) take(file);
    };
    addEventListener('dragover', stay);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', stay);
      removeEventListener('drop', drop);
    };
  }, [take]);
}

async function readAndVerify(t: Translate, file: File, anchor: string): Promise<FileReport> {
  if (file.size > fileLimits.maxPagesBytes) throw new Error(t('records.verifyPage.large'));
  return verifyFile(new Uint8Array(await file.arrayBuffer()), anchor);
}
