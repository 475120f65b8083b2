import { boolean, hashes, integer, struct, text, timestamp } from '../kinds.ts';
import { observable } from '../table.ts';

const v3Properties = {
  basic_constraints: text,
  name_constraints: text,
  policy_constraints: text,
  key_usage: text,
  extended_key_usage: text,
  subject_key_identifier: text,
  authority_key_identifier: text,
  subject_alternative_name: text,
  issuer_alternative_name: text,
  subject_directory_attributes: text,
  crl_distribution_points: text,
  inhibit_any_policy: text,
  private_key_usage_period_not_before: timestamp,
  private_key_usage_period_not_after: timestamp,
  certificate_policies: text,
  policy_mappings: text,
} as const;

const properties = {
  is_self_signed: boolean,
  hashes,
  version: text,
  serial_number: text,
  signature_algorithm: text,
  issuer: text,
  validity_not_before: timestamp,
  validity_not_after: timestamp,
  subject: text,
  subject_public_key_algorithm: text,
  subject_public_key_modulus: text,
  subject_public_key_exponent: integer,
  x509_v3_extensions: struct({
    clause: '6.18.2',
    others: 'warn',
    properties: v3Properties,
    rules: [{ rule: 'any-of', names: Object.keys(v3Properties) }],
  }),
} as const;

export const x509Certificate = observable('x509-certificate', '6.18.1', ['hashes', 'serial_number'], properties, [
  { rule: 'any-of', names: Object.keys(properties) },
]);
