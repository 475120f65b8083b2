import { expect, test } from 'vitest';
import { meansOf, refusalOf } from './sign.ts';

const passkey = (rpId: string, isSoftware = false, credential = 'one') => ({
  rpId,
  credential,
  isSoftware,
  notNow: null,
});

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
  expect(meansOf([], 'xa.localhost')).toEqual({ by: 'nothing', why: null });
});

test('a passkey that would not count for the record is not asked, and where there is no other it is said why', () => {
  const notNow = { code: 'approval-young', why: 'younger than a day' };
  const young = { ...passkey('xa.localhost', false, 'young'), notNow };
  expect(meansOf([young, passkey('xa.localhost')], 'xa.localhost')).toMatchObject({ credentials: ['one'] });
  expect(meansOf([young], 'xa.localhost')).toEqual({ by: 'nothing', why: notNow });
  expect(refusalOf(meansOf([young], 'xa.localhost'))).toEqual(notNow);
  expect(refusalOf(meansOf([young, passkey('xa.localhost')], 'xa.localhost'))).toBeNull();
});
