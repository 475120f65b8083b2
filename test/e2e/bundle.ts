const time = '2030-05-01T00:00:00.000Z';
const id = (type: string, last: number): string => `${type}--3d1c8f60-5b7a-4e0e-9a1d-${String(last).padStart(12, '0')}`;

const common = (type: string, last: number) => ({
  type,
  spec_version: '2.1',
  id: id(type, last),
  created: time,
  modified: time,
});

const indicator = {
  ...common('indicator', 2),
  name: 'Stillwater beacon',
  pattern: "[domain-name:value = 'pump.stillwater.example']",
  pattern_type: 'stix',
  valid_from: time,
};

/** A small bundle of ours, in which one object has an id that cannot be one. */
export const stillwater = {
  name: 'stillwater.json',
  indicator: indicator.id,
  malware: id('malware', 3),
  source: id('bundle', 1),
  text: Buffer.from(
    JSON.stringify({
      type: 'bundle',
      id: id('bundle', 1),
      objects: [
        indicator,
        { ...common('malware', 3), name: 'Stillwater', is_family: true, malware_types: ['ransomware'] },
        { ...common('campaign', 4), name: 'Stillwater spring' },
        { ...common('campaign', 5), id: 'campaign--not-an-id', name: 'Unreadable' },
      ],
    }),
  ),
};
