import { NativeSelect } from '@mantine/core';
import { CONFIDENCE_SCALES } from '@tamga/stix';
import type { ComponentProps } from 'react';

const label = 'Confidence';
const choose = { value: '', label: 'Choose…', disabled: true };
const steps = CONFIDENCE_SCALES.wep.map(({ words, value }) => ({ value: String(value), label: `${words} (${value})` }));

/** How sure the author is, in the words of STIX 2.1 Appendix A; the command line takes any number from 0 to 100. */
export function ConfidenceField(props: Omit<ComponentProps<typeof NativeSelect>, 'data' | 'label'>) {
  return <NativeSelect label={label} data={[choose, ...steps]} {...props} />;
}
