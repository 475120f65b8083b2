import { NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { z } from 'zod';
import { locales } from '#web/i18n/locales.ts';
import { labelOf } from '#web/i18n/fields.ts';
import type { Translate } from '#web/i18n/translate.ts';
import { useT } from '#web/i18n/use-t.ts';
import { links } from '#web/links.ts';
import { useMay } from '#web/session.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { useDraft } from '#web/use-draft.ts';
import { fetchOriginal, sealTranslation, textsOf } from './api.ts';
import type { Original } from './api.ts';

const statuses = ['human', 'certified', 'machine'] as const;

const keptSchema = z.object({ lang: z.string(), status: z.string(), written: z.record(z.string(), z.string()) });

/** Writes what a record says in another language. It is a record itself, under the label of its original. */
export function TranslateForm() {
  const { participant = '', id = '' } = useParams();
  const ref = `${participant}/${id}`;
  const { data } = useQuery({ queryKey: ['translate', ref], queryFn: () => fetchOriginal(ref), staleTime: Infinity });
  return data ? <Form key={ref} original={data} /> : null;
}

/** '/products/0' → 'Products 1' */
const labelOfPath = (t: Translate, path: string): string =>
  path
    .slice(1)
    .split('/')
    .map((part) => (/^\d+$/.test(part) ? t.number(Number(part) + 1) : labelOf(t, part)))
    .join(' ');

function Form({ original }: { original: Original }) {
  const t = useT();
  const may = useMay();
  const texts = original.body === null ? [] : textsOf(JSON.parse(original.body) as unknown);
  const languages = locales.filter(({ code }) => code !== original.envelope.lang);
  const [lang, setLang] = useState<string>(
    languages.find(({ code }) => code === t.locale)?.code ?? languages[0]?.code ?? 'en',
  );
  const [status, setStatus] = useState<string>('human');
  const [written, setWritten] = useState<Readonly<Record<string, string>>>({});
  const draft = useDraft({
    form: `translations.${original.ref}`,
    value: { lang, status, written },
    schema: keptSchema,
    restore: (kept) => {
      setLang(kept.lang);
      setStatus(kept.status);
      setWritten(kept.written);
    },
  });
  const said = texts.flatMap(({ path }) => {
    const text = written[path]?.trim() ?? '';
    return text === '' ? [] : [{ path, text }];
  });
  const withheld = may.act
    ? texts.length === 0
      ? t('translations.nothing')
      : undefined
    : t('translations.notAllowed');
  return (
    <ActForm
      title={t('translations.title')}
      about={t('translations.about')}
      confirm={t('translations.confirm')}
      withheld={withheld}
      under={links.record(original.ref)}
      draft={draft}
      act={() => sealTranslation(original, { lang, status, texts: said })}
    >
      <Stack>
        <NativeSelect
          label={t('translations.language')}
          value={lang}
          data={languages.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(event) => setLang(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('translations.status')}
          value={status}
          data={statuses.map((one) => ({ value: one, label: t.term('translation', one) }))}
          onChange={(event) => setStatus(event.currentTarget.value)}
        />
        {texts.map(({ path, text }, place) => (
          <Textarea
            key={path}
            label={labelOfPath(t, path)}
            description={
              <Text component="span" inherit lang={original.envelope.lang}>
                {visibleText(text)}
              </Text>
            }
            autosize
            minRows={2}
            // Any one of them will do; the browser asks for the first where there is none.
            required={place === 0 && said.length === 0}
            withAsterisk={false}
            lang={lang}
            value={written[path] ?? ''}
            onChange={(event) => setWritten({ ...written, [path]: event.currentTarget.value })}
          />
        ))}
      </Stack>
    </ActForm>
  );
}
