import { expect, test } from 'vitest';
import { portsFor } from './join.ts';

test('who joins listens where its address says, and shows its pages 20 ports below where anybody may listen', () => {
  expect(portsFor('https://127.0.0.1:7429')).toEqual({ port: 7409, federationPort: 7429 });
  expect(portsFor('https://xf.example')).toEqual({ port: 7400, federationPort: 443 });
  expect(portsFor('https://xf.example:1043')).toEqual({ port: 7400, federationPort: 1043 });
  expect(portsFor('https://xf.example:1044')).toEqual({ port: 1024, federationPort: 1044 });
});
