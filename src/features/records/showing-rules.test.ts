import { expect, test } from 'vitest';
import { maxShownBytes, showingOf } from './showing-model.ts';
import { aroundMedia, framePolicy, toDocument, withoutReach } from './showing-rules.ts';

test.each([
  ['image/png', 'picture'],
  ['image/svg+xml', 'picture'],
  ['video/mp4', 'film'],
  ['audio/mpeg', 'sound'],
  ['text/plain', 'text'],
  ['text/html', 'page'],
  // They run scripts of their own, or need a program: they are saved.
  ['application/pdf', null],
  ['application/xhtml+xml', null],
  ['application/xml', null],
  ['text/xml', null],
  ['application/javascript', null],
  ['multipart/x-mixed-replace', null],
  ['application/octet-stream', null],
])('%s is shown as %s', (type, as) => {
  expect(showingOf({ type, size: 1 })).toBe(as);
});

test('what is larger than its frame takes is saved, not shown', () => {
  for (const [type, as] of [
    ['image/png', 'picture'],
    ['video/mp4', 'film'],
    ['text/html', 'page'],
  ] as const) {
    expect(showingOf({ type, size: maxShownBytes[as] })).toBe(as);
    expect(showingOf({ type, size: maxShownBytes[as] + 1 })).toBeNull();
  }
});

test('a page loses what reaches out without a script, however it is written, and nothing else', () => {
  for (const tag of ['link', 'LINK', 'meta', 'Base', 'a', 'area', 'FORM', 'iframe', 'object', 'math'])
    for (const end of [' rel=preconnect href=//far.example>', '/>', '\n rel=x>', '\f>', '>'])
      expect(withoutReach(`a<${tag}${end}b</${tag}>`)).toBe(`a<x-${tag}${end}b</x-${tag}>`);
  const plain = '<p>5 < 6</p><links><metadata><basefont><article><img src="data:,"><abbr><formula>';
  expect(withoutReach(plain)).toBe(plain);
});

test('text stays text in its frame', () => {
  expect(toDocument('text', '<img src=x onerror=alert(1)>&lt;')).toContain('&lt;img src=x onerror=alert(1)>&amp;lt;');
});

test('nothing plays by itself, and with care it is muted', () => {
  for (const as of ['film', 'sound'] as const) {
    expect(aroundMedia(as, 'video/mp4', true)[0]).toContain(' muted ');
    expect(aroundMedia(as, 'video/mp4', false)[0]).not.toContain('muted');
    expect(aroundMedia(as, 'video/mp4', false).join('')).not.toContain('autoplay');
  }
});

test('the frame’s policy lets it do nothing, and one page hold it', () => {
  const policy = framePolicy('https://xa.example').split('; ');
  expect(policy).toEqual(
    expect.arrayContaining(['sandbox', "default-src 'none'", 'frame-ancestors https://xa.example']),
  );
  expect(policy.join()).not.toMatch(/allow-|script-src|connect-src|unsafe-eval|https?:\/\/(?!xa\.example)/);
});
