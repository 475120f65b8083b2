import { expect, test } from 'vitest';
import { actOfKey, jumps } from './keys.ts';
import type { KeyState, Pressed } from './keys.ts';

const free: KeyState = {
  isJumping: false,
  isTyping: false,
  isCovered: false,
  hasSingleKeys: true,
  powers: ['read-content', 'act', 'appoint'],
};
const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});
const keys = ['g', '?', '/', 'n', ...Object.keys(jumps)];

test('a key alone does nothing where somebody types, under a dialog, with a modifier, or where single keys are off', () => {
  for (const key of keys)
    for (const isJumping of [false, true]) {
      for (const state of [{ isTyping: true }, { isCovered: true }, { hasSingleKeys: false }])
        expect(actOfKey(press(key), { ...free, isJumping, ...state }), key).toBeNull();
      if (key === 'k') continue;
      for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }])
        expect(actOfKey(press(key, more), { ...free, isJumping }), key).toBeNull();
    }
});

test('Ctrl-K and ⌘-K open the palette from anywhere, and are no single keys', () => {
  const worst = { ...free, isTyping: true, isCovered: true, hasSingleKeys: false };
  for (const more of [{ ctrlKey: true }, { metaKey: true }])
    for (const key of ['k', 'K']) expect(actOfKey(press(key, more), worst)).toEqual({ do: 'palette' });
  expect(actOfKey(press('k', { ctrlKey: true, altKey: true }), free)).toBeNull();
});

test('g and a letter go to a place, and never to one that the role has not', () => {
  expect(actOfKey(press('r'), { ...free, isJumping: true })).toEqual({ do: 'go', to: '/records' });
  expect(actOfKey(press('r'), free)).toBeNull();
  const administrator = { ...free, isJumping: true, powers: ['appoint'] };
  expect(actOfKey(press('t'), administrator)).toBeNull();
  expect(actOfKey(press('f'), administrator)).toEqual({ do: 'go', to: '/officers' });
  expect(actOfKey(press('n'), { ...free, powers: [] })).toBeNull();
});
