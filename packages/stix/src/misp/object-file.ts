import type { StixValue } from '../types.ts';
import { SAMPLE_ARCHIVE } from './form-builders.ts';
import { HASHES, isHashValue } from './hashes.ts';
import type { ObjectForm, ObjectInput, ObjectValues } from './object-values.ts';
import { equal, segment } from './patterns.ts';
import type { Draft } from './raw.ts';
import { toUtc } from './times.ts';

/** Hash types that a file's `hashes` hold; others are custom properties of it. */
const FILE_HASHES = [
  'md5',
  'sha1',
  'sha224',
  'sha256',
  'sha384',
  'sha512',
  'sha3-224',
  'sha3-256',
  'sha3-384',
  'sha3-512',
  'ssdeep',
  'tlsh',
  'sha512/224',
  'sha512/256',
];

const TIMES = { 'access-time': 'atime', 'creation-time': 'ctime', 'modification-time': 'mtime' } as const;

const FEATURES = {
  filename: 'name',
  'file-encoding': 'name_enc',
  'mime-type': 'mime_type',
  'size-in-bytes': 'size',
} as const;

const isSize = ({ value }: { value: string }): boolean => /^\d{1,15}$/.test(value);

/** A MISP `file` object: a file with its directory and its content, and comparisons with what is wanted of it. */
export function fileForm({ all, wanted, id }: ObjectInput): ObjectForm | undefined {
  const others: StixValue[] = [];
  const file: Draft = { type: 'file', id: id('file') };
  const hashes: Draft = {};
  for (const type of FILE_HASHES) {
    const form = HASHES[type];
    const found = form && all.take(type, ({ value }) => isHashValue(form, value));
    if (form !== undefined && found !== undefined) hashes[form.key] = found.value;
  }
  if (Object.keys(hashes).length > 0) file.hashes = hashes;
  for (const [relation, property] of Object.entries(FEATURES)) {
    const found = all.take(relation, property === 'size' ? isSize : undefined);
    if (found !== undefined) file[property] = property === 'size' ? Number(found.value) : found.value;
  }
  for (const [relation, property] of Object.entries(TIMES)) {
    const found = all.take(relation, ({ value }) => toUtc(value) !== undefined);
    if (found !== undefined) file[property] = toUtc(found.value);
  }
  const path = all.take('path');
  if (path !== undefined) {
    file.parent_directory_ref = `directory--${path.uuid}`;
    others.push({ type: 'directory', id: `directory--${path.uuid}`, path: path.value });
  }
  const content = takeContent(all);
  if (content !== undefined) {
    if (content.isSample) file.content_ref = content.artifact.id;
    others.push(content.artifact);
  }
  // STIX 2.1 §6.7.1: a file has a name or hashes.
  if (file.hashes === undefined && file.name === undefined) return undefined;
  return { kind: 'observed', observables: [{ ...file, ...all.rest() }, ...others], comparisons: comparisons(wanted) };
}

/** The artifact of a sample, or else of an attachment. Without content both stay custom properties. */
function takeContent(all: ObjectValues): { artifact: StixValue; isSample: boolean } | undefined {
  const sample = all.take('malware-sample', ({ data }) => data !== undefined);
  if (sample !== undefined) {
    const [name, md5] = sampleParts(sample.value);
    const hashes = md5 === undefined ? {} : { hashes: { MD5: md5 } };
    const id = `artifact--${sample.uuid}`;
    const properties = { payload_bin: sample.data, ...hashes, ...SAMPLE_ARCHIVE, x_misp_filename: name };
    return { artifact: { type: 'artifact', id, ...properties }, isSample: true };
  }
  if (all.has('malware-sample')) return undefined;
  const attachment = all.take('attachment', ({ data }) => data !== undefined);
  if (attachment === undefined) return undefined;
  const { uuid, data, value } = attachment;
  return {
    artifact: { type: 'artifact', id: `artifact--${uuid}`, payload_bin: data, x_misp_filename: value },
    isSample: false,
  };
}

function sampleParts(value: string): [string, string | undefined] {
  const cut = value.lastIndexOf('|');
  const md5 = value.slice(cut + 1);
  return cut > 0 && /^[0-9a-f]{32}$/i.test(md5) ? [value.slice(0, cut), md5] : [value, undefined];
}

function comparisons(wanted: ObjectValues): string[] {
  const found: string[] = [];
  for (const [type, form] of Object.entries(HASHES)) {
    const hash = wanted.take(type, ({ value }) => isHashValue(form, value));
    if (hash !== undefined) found.push(equal(`file:hashes.${segment(form.inPattern)}`, hash.value));
    // A value that is no hash would make a comparison that nothing can meet.
    wanted.takeAll(type);
  }
  for (const [relation, property] of Object.entries({ ...FEATURES, ...TIMES, path: 'parent_directory_ref.path' })) {
    found.push(...wanted.takeAll(relation).map(({ value }) => equal(`file:${property}`, value)));
  }
  for (const { value, data } of wanted.takeAll('malware-sample')) {
    const [name, md5] = sampleParts(value);
    const parts = data === undefined ? [] : [equal('file:content_ref.payload_bin', data)];
    parts.push(equal('file:content_ref.x_misp_filename', name));
    if (md5 !== undefined) parts.push(equal('file:content_ref.hashes.MD5', md5));
    if (data !== undefined)
      parts.push(...Object.entries(SAMPLE_ARCHIVE).map(([key, text]) => equal(`file:content_ref.${key}`, text)));
    found.push(`(${parts.join(' AND ')})`);
  }
  for (const { value, data } of wanted.takeAll('attachment')) {
    const name = equal('file:content_ref.x_misp_filename', value);
    found.push(data === undefined ? name : `(${equal('file:content_ref.payload_bin', data)} AND ${name})`);
  }
  return [...found, ...wanted.restPairs().map(([property, value]) => equal(`file:${property}`, value))];
}
