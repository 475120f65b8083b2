import {
  define,
  boolean,
  count,
  dictionary,
  float,
  formatted,
  hashes,
  integer,
  list,
  open,
  references,
  required,
  struct,
  text,
  type Kind,
  type Properties,
  type Rule,
  type Struct,
} from '../kinds.ts';
import { words } from '../registries/words.ts';

const hex = formatted('hex');

/** All properties of an extension are optional, but one must be there. */
export const atLeastOne = (properties: Properties): readonly Rule[] => [
  { rule: 'any-of', names: Object.keys(properties) },
];

const archive = define({
  clause: '6.7.2',
  others: 'warn',
  properties: { contains_refs: required(references('file', 'directory')), comment: text },
});

const alternateDataStreams = list(
  struct({ clause: '6.7.3', others: 'warn', properties: { name: required(text), hashes, size: count } }),
);
const ntfsProperties = { sid: text, alternate_data_streams: alternateDataStreams };
const ntfs = define({
  clause: '6.7.3',
  others: 'warn',
  properties: ntfsProperties,
  rules: atLeastOne(ntfsProperties),
});

/** Entries of a PDF's document information dictionary (ISO 32000-1 §14.3.3). */
const PDF_ENTRIES = words('Title Author Subject Keywords Creator Producer CreationDate ModDate Trapped');
const pdfProperties = {
  version: text,
  is_optimized: boolean,
  document_info_dict: dictionary(text, {
    suggested: { test: (key) => PDF_ENTRIES.has(key), code: 'pdf-doc-info' },
  }),
  pdfid0: text,
  pdfid1: text,
};
const pdf = define({ clause: '6.7.4', others: 'warn', properties: pdfProperties, rules: atLeastOne(pdfProperties) });

export const textOrInteger: Kind<string | number> = {
  is: 'checked',
  check: (value, judge) => {
    if (typeof value !== 'string' && !Number.isInteger(value)) {
      judge.error('wrong-type', 'neither a string nor an integer');
    }
  },
};
const rasterProperties = {
  image_height: integer,
  image_width: integer,
  bits_per_pixel: integer,
  exif_tags: dictionary(textOrInteger, { pattern: /^[A-Z][A-Za-z0-9_-]{1,249}$/ }),
};
const raster = define({
  clause: '6.7.5',
  others: 'warn',
  properties: rasterProperties,
  rules: atLeastOne(rasterProperties),
});

const headerProperties = {
  magic_hex: hex,
  major_linker_version: integer,
  minor_linker_version: integer,
  size_of_code: count,
  size_of_initialized_data: count,
  size_of_uninitialized_data: count,
  address_of_entry_point: integer,
  base_of_code: integer,
  base_of_data: integer,
  image_base: integer,
  section_alignment: integer,
  file_alignment: integer,
  major_os_version: integer,
  minor_os_version: integer,
  major_image_version: integer,
  minor_image_version: integer,
  major_subsystem_version: integer,
  minor_subsystem_version: integer,
  win32_version_value_hex: hex,
  size_of_image: count,
  size_of_headers: count,
  checksum_hex: hex,
  subsystem_hex: hex,
  dll_characteristics_hex: hex,
  size_of_stack_reserve: count,
  size_of_stack_commit: count,
  size_of_heap_reserve: count,
  size_of_heap_commit: count,
  loader_flags_hex: hex,
  number_of_rva_and_sizes: integer,
  hashes,
};
const sections = list(
  struct({
    clause: '6.7.6',
    others: 'warn',
    properties: { name: required(text), size: count, entropy: float, hashes },
  }),
);
const peProperties = {
  pe_type: required(open('pebinary')),
  imphash: text,
  machine_hex: hex,
  number_of_sections: count,
  time_date_stamp: { is: 'timestamp', precision: 'seconds' },
  pointer_to_symbol_table_hex: hex,
  number_of_symbols: count,
  size_of_optional_header: count,
  characteristics_hex: hex,
  file_header_hashes: hashes,
  optional_header: struct({
    clause: '6.7.6',
    others: 'refuse',
    properties: headerProperties,
    rules: [{ rule: 'any-of', names: Object.keys(headerProperties) }],
  }),
  sections,
} as const satisfies Properties;
const peBinary = define({
  clause: '6.7.6',
  others: 'warn',
  properties: peProperties,
  rules: [{ rule: 'any-of', names: Object.keys(peProperties).slice(1) }],
});

export const FILE_EXTENSIONS = {
  'archive-ext': archive,
  'ntfs-ext': ntfs,
  'pdf-ext': pdf,
  'raster-image-ext': raster,
  'windows-pebinary-ext': peBinary,
} as const satisfies Readonly<Record<string, Struct>>;
