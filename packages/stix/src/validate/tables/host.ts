import {
  boolean,
  dictionary,
  formatted,
  integer,
  list,
  oneOf,
  reference,
  references,
  required,
  struct,
  text,
  timestamp,
} from '../kinds.ts';
import { observable } from '../table.ts';
import { extensions } from './common.ts';
import { PROCESS_EXTENSIONS } from './process-extensions.ts';

export const mutex = observable('mutex', '6.11.1', ['name'], { name: required(text) });

const processProperties = {
  extensions: extensions(PROCESS_EXTENSIONS),
  is_hidden: boolean,
  pid: integer,
  created_time: timestamp,
  cwd: text,
  command_line: text,
  environment_variables: dictionary(text),
  opened_connection_refs: references('network-traffic'),
  creator_user_ref: reference('user-account'),
  image_ref: reference('file'),
  parent_ref: reference('process'),
  child_refs: references('process'),
} as const;

export const process = observable('process', '6.13.1', [], processProperties, [
  { rule: 'any-of', names: Object.keys(processProperties) },
]);

export const software = observable('software', '6.14.1', ['name', 'cpe', 'swid', 'vendor', 'version'], {
  name: required(text),
  cpe: formatted('cpe'),
  swid: text,
  languages: list(formatted('software-language')),
  vendor: text,
  version: text,
});

const DATA_TYPES = [
  'REG_NONE',
  'REG_SZ',
  'REG_EXPAND_SZ',
  'REG_BINARY',
  'REG_DWORD',
  'REG_DWORD_BIG_ENDIAN',
  'REG_DWORD_LITTLE_ENDIAN',
  'REG_LINK',
  'REG_MULTI_SZ',
  'REG_RESOURCE_LIST',
  'REG_FULL_RESOURCE_DESCRIPTION',
  'REG_RESOURCE_REQUIREMENTS_LIST',
  'REG_QWORD',
  'REG_INVALID_TYPE',
] as const;

const registryValues = list(
  struct({
    clause: '6.17.2',
    others: 'warn',
    properties: { name: text, data: text, data_type: oneOf('10.29', DATA_TYPES) },
    rules: [{ rule: 'any-of', names: ['name', 'data', 'data_type'] }],
  }),
);

const registryProperties = {
  key: formatted('registry-key'),
  values: registryValues,
  modified_time: timestamp,
  creator_user_ref: reference('user-account'),
  number_of_subkeys: integer,
} as const;

export const windowsRegistryKey = observable('windows-registry-key', '6.17.1', ['key', 'values'], registryProperties, [
  { rule: 'any-of', names: Object.keys(registryProperties) },
]);
