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

const text = {
  title: 'Check a proof',
  about:
    'Checks a proof file or a saved page of a feed here in the browser. The file is sent nowhere, and no node is asked.',
  file: 'File',
  hint: 'Choose a file, or drop it here…',
  fileNote: 'Written by “Save proof file” or by tamga proof.',
  anchor: 'Anchor',
  anchorNote: 'The digest of the alliance’s first profile. Have it from elsewhere: not from whoever gave you the file.',
  anchorWrong: 'An anchor has 43 letters, digits, - and _; or give the whole id of the alliance.',
  check: 'Check',
  large: 'The file is larger than any that can be checked.',
  failed: 'The check could not be made',
};

/** The check of a third party: a file and an anchor, nobody signed in, nothing believed. */
export function VerifyPage() {
  const [file, setFile] = useState<File | null>(null);
  const [anchor, setAnchor] = useState('');
  const check = useMutation({ mutationFn: (chosen: File) => readAndVerify(chosen, anchor) });
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
      <Page title={text.title} about={text.about}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (file && isAnchor) check.mutate(file);
          }}
        >
          <Panel>
            <Stack>
              <FileInput
                label={text.file}
                description={text.fileNote}
                placeholder={text.hint}
                required
                value={file}
                onChange={choose}
              />
              <TextInput
                label={text.anchor}
                description={text.anchorNote}
                required
                spellCheck={false}
                autoComplete="off"
                value={anchor}
                error={anchor !== '' && !isAnchor ? text.anchorWrong : null}
                onChange={(event) => {
                  setAnchor(event.currentTarget.value);
                  reset();
                }}
              />
              <Group justify="end">
                <Button type="submit" loading={check.isPending} disabled={!file || !isAnchor}>
                  {text.check}
                </Button>
              </Group>
            </Stack>
          </Panel>
        </form>
        {check.error ? <Problem error={check.error} title={text.failed} /> : null}
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

async function readAndVerify(file: File, anchor: string): Promise<FileReport> {
  if (file.size > fileLimits.maxPagesBytes) throw new Error(text.large);
  return verifyFile(new Uint8Array(await file.arrayBuffer()), anchor);
}
