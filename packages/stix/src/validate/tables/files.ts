import {
  count,
  formatted,
  hashes,
  oneOf,
  reference,
  references,
  required,
  text,
  timestamp,
  type Rule,
} from '../kinds.ts';
import { quote } from '../judge.ts';
import { isKnownMediaType } from '../registries/media-types.ts';
import { observable } from '../table.ts';
import { extensions } from './common.ts';
import { FILE_EXTENSIONS } from './file-extensions.ts';

const times = { ctime: timestamp, mtime: timestamp, atime: timestamp } as const;

const knownMediaType: Rule = {
  rule: 'checked',
  check: ({ mime_type: type }, judge) => {
    if (typeof type === 'string' && !isKnownMediaType(type)) {
      judge.warn('mime-type', `${quote(type)} is not in the registry of media types`);
    }
  },
};

export const artifact = observable(
  'artifact',
  '6.1.1',
  ['hashes', 'payload_bin'],
  {
    mime_type: formatted('media-type'),
    payload_bin: formatted('base64'),
    url: formatted('uri'),
    hashes,
    encryption_algorithm: oneOf('10.4', ['AES-256-GCM', 'ChaCha20-Poly1305', 'mime-type-indicated']),
    decryption_key: text,
  },
  [
    { rule: 'one-of', names: ['payload_bin', 'url'] },
    { rule: 'needs', name: 'url', needs: ['hashes'] },
    { rule: 'needs', name: 'decryption_key', needs: ['encryption_algorithm'] },
    knownMediaType,
  ],
);

export const directory = observable('directory', '6.3.1', ['path'], {
  path: required(text),
  path_enc: formatted('charset'),
  ...times,
  contains_refs: references('file', 'directory'),
});

export const file = observable(
  'file',
  '6.7.1',
  ['hashes', 'name', 'parent_directory_ref', 'extensions'],
  {
    extensions: extensions(FILE_EXTENSIONS),
    hashes,
    size: count,
    name: text,
    name_enc: formatted('charset'),
    magic_number_hex: formatted('hex'),
    mime_type: text,
    ...times,
    parent_directory_ref: reference('directory'),
    // Whatever is found inside a file may be named: files of an archive, but as well addresses in its text.
    contains_refs: { is: 'list', min: 1, of: { is: 'reference', to: 'any' } },
    content_ref: reference('artifact'),
  },
  [{ rule: 'any-of', names: ['hashes', 'name'] }, { rule: 'needs', name: 'name_enc', needs: ['name'] }, knownMediaType],
);
