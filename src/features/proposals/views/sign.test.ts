import { expect, test } from 'vitest';
import { meansOf } from './sign.ts';

const passkey = (rpId: string, isSoftware = false, credential = 'one') => ({ rpId, credential, isSoftware });

test('a page asks only for passkeys of its own host or of a domain above it', () => {
  const keys = [passkey('mca.example'), passkey('xb.mca.example'), passkey('mca.example', false, 'two')];
  const own = { by: 'passkey', rpId: 'mca.example', credentials: ['one', 'two'] };
  expect(meansOf(keys, 'xa.mca.example')).toEqual(own);
  expect(meansOf(keys, 'mca.example')).toEqual(own);
  expect(meansOf(keys, 'evilmca.example')).toEqual({ by: 'elsewhere', rpId: 'mca.example' });
});

test('a program signs only for who has no passkey that can be asked here', () => {
  expect(meansOf([passkey('xa.localhost', true)], 'xa.localhost')).toEqual({ by: 'program' });
  expect(meansOf([passkey('xa.localhost', true), passkey('xa.localhost')], 'xa.localhost')).toMatchObject({
    by: 'passkey',
  });
  expect(meansOf([], 'xa.localhost')).toEqual({ by: 'nothing' });
});
