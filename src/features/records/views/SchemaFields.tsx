import { Checkbox, Fieldset, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { fieldKindOf } from './schema-form.ts';
import type { FormState, JsonSchema } from './schema-form.ts';
import { hintOf, labelOf, wordOf } from '#web/i18n/fields.ts';
import type { FieldErrors } from '#web/field-errors.ts';
import { useT } from '#web/i18n/use-t.ts';

type Props = {
  schema: JsonSchema;
  state: FormState;
  onChange: (state: FormState) => void;
  errors?: FieldErrors | undefined;
  /** Where these fields lie in what is sent, such as `body.`. */
  place?: string;
};

/** The fields of a record's content, as its kind's schema describes them. */
export function SchemaFields({ schema, state, onChange, errors, place = '' }: Props) {
  return (
    <Stack>
      {Object.entries(schema.properties ?? {}).map(([name, field]) => (
        <Field
          key={name}
          name={name}
          schema={field}
          isRequired={schema.required?.includes(name) ?? false}
          value={state[name]}
          errors={errors}
          place={`${place}${name}`}
          onChange={(value) => onChange({ ...state, [name]: value })}
        />
      ))}
    </Stack>
  );
}

type FieldProps = {
  name: string;
  schema: JsonSchema;
  isRequired: boolean;
  value: string | FormState | undefined;
  onChange: (value: string | FormState) => void;
  errors: FieldErrors | undefined;
  place: string;
};

function Field({ name, schema, isRequired, value, onChange, errors, place }: FieldProps) {
  const t = useT();
  const kind = fieldKindOf(schema);
  const label = labelOf(t, name, schema.title);
  const hint = hintOf(t, name, schema.description);
  const text = typeof value === 'string' ? value : '';
  const common = {
    label,
    required: isRequired,
    description: hint,
    value: text,
    error: errors?.[place],
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  const limit = schema.maxLength === undefined ? {} : { maxLength: schema.maxLength };
  switch (kind) {
    case 'fixed':
      return null;
    case 'choice':
      return (
        <NativeSelect
          {...common}
          data={[
            { value: '', label: t('records.choose') },
            ...(schema.enum as string[]).map((word) => ({ value: word, label: wordOf(t, name, word) })),
          ]}
        />
      );
    case 'flag':
      return (
        <Checkbox
          label={label}
          description={hint}
          error={errors?.[place]}
          checked={text === 'true'}
          onChange={(event) => onChange(String(event.currentTarget.checked))}
        />
      );
    case 'whole':
    case 'number':
      return (
        <TextInput
          {...common}
          type="number"
          step={kind === 'whole' ? 1 : 'any'}
          min={schema.minimum}
          max={schema.maximum}
        />
      );
    case 'date':
      return <TextInput {...common} type="date" />;
    case 'moment':
      return <TextInput {...common} type="datetime-local" label={t('records.schemaFields.utc', { label })} />;
    case 'line':
      return <TextInput {...common} {...limit} />;
    case 'text':
      return <Textarea {...common} {...limit} autosize minRows={3} />;
    case 'lines':
      return (
        <Textarea {...common} autosize minRows={2} description={hint ?? t('records.schemaFields.oneOnEachLine')} />
      );
    case 'group':
      return (
        <Fieldset legend={label}>
          <SchemaFields
            schema={schema}
            state={typeof value === 'object' ? value : {}}
            onChange={onChange}
            errors={errors}
            place={`${place}.`}
          />
        </Fieldset>
      );
    case 'json':
      return (
        <Textarea
          {...common}
          autosize
          minRows={3}
          description={hint ?? t('records.schemaFields.asJson')}
          ff="monospace"
        />
      );
  }
}
