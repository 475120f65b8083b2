import { NativeSelect } from '@mantine/core';
import { CONFIDENCE_SCALES } from '@tamga/stix';
import type { ComponentProps } from 'react';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

const choose = (t: Translate) => ({ value: '', label: t('hypotheses.choose'), disabled: true });
const steps = (t: Translate) =>
  CONFIDENCE_SCALES.wep.map(({ words, value }) => ({
    value: String(value),
    label: `${t.term('confidence', words)} (${value})`,
  }));

/** How sure the author is, in the words of STIX 2.1 Appendix A; the command line takes any number from 0 to 100. */
export function ConfidenceField(props: Omit<ComponentProps<typeof NativeSelect>, 'data' | 'label'>) {
  const t = useT();
  return <NativeSelect label={t('hypotheses.confidence')} data={[choose(t), ...steps(t)]} {...props} />;
}
