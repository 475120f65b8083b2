const time = '2030-05-01T00:00:00.000Z';
const id = 'malware--7e1c8f60-5b7a-4e0e-9a1d-000000000001';

/** An object whose label says that it disturbs, and how its bundle is imported. */
export const grimFilm = {
  id,
  name: 'Grim film',
  path:
    '/api/imports?name=grim.json&source=grim&tlp=AMBER&base=unclassified' +
    '&basis=mca-2029:5&purpose=counter-terrorism&retainUntil=2031-05-13',
  bytes: Buffer.from(
    JSON.stringify({
      type: 'bundle',
      id: id.replace('malware', 'bundle'),
      objects: [
        {
          type: 'malware',
          spec_version: '2.1',
          id,
          created: time,
          modified: time,
          name: 'Grim film',
          is_family: false,
          labels: ['disturbing'],
        },
      ],
    }),
  ),
} as const;
