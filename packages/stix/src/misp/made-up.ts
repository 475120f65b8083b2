import { readMispEvent, type MispLimits } from '../index.ts';

/** Made-up events for tests. */

export const utf8 = (text: string) => new TextEncoder().encode(text);
export const EVENT = '57c4445b-c548-4654-af0b-4be3950d210f';
export const ORG = '55f6ea5e-2c60-40e5-964f-47a8950d210f';
export const uuid = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

export const event = (more: object = {}) => ({
  uuid: EVENT,
  info: 'made up',
  timestamp: '1472541011',
  Orgc: { name: 'Made Up', uuid: ORG },
  ...more,
});
export const read = (more: object, limits?: MispLimits) =>
  readMispEvent(utf8(JSON.stringify({ Event: event(more) })), limits);
export const attribute = (type: string, value: unknown, more: object = {}) => ({
  uuid: uuid(1),
  type,
  category: 'Other',
  timestamp: '1472480448',
  to_ids: true,
  value,
  ...more,
});
export const one = (more: object) => Object.fromEntries(read(more).objects.map(({ value }) => [value.type, value]));
export const codes = (list: readonly { path: string; code: string }[]) =>
  list.map(({ path, code }) => `${path} ${code}`);
