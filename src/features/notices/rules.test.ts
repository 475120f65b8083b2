import { expect, test } from 'vitest';
import { optionsOf } from '#platform/mail/smtp.ts';
import { findNews, isWithin, tellingOf, writeMail } from './rules.ts';

test('a need is told once, once more when it is overdue, and anew when it went away and came back', () => {
  const need = (state: 'open' | 'overdue') => tellingOf({ kind: 'task', id: '7', state });
  expect(findNews([], [need('open')])).toEqual({ fresh: [need('open')], told: [need('open')] });
  expect(findNews([need('open')], [need('open')]).fresh).toEqual([]);
  expect(findNews([need('open')], [need('overdue')]).fresh).toEqual([need('overdue')]);
  expect(findNews(findNews([need('open')], []).told, [need('open')]).fresh).toEqual([need('open')]);
});

test('a mail says how much of what kind waits and where, in the officer’s language, and nothing else', () => {
  const about = { code: 'xa', pagesUrl: 'https://tamga.xa.example' };
  const { subject, text } = writeMail(['task', 'task', 'note'], { ...about, lang: 'en' });
  expect(subject).toBe('Tamga xa: something waits for you');
  expect(text.split('\n').slice(0, 6)).toEqual([
    'This waits for you:',
    '',
    '- tasks: 2',
    '- hand-over notes: 1',
    '',
    'https://tamga.xa.example/inbox',
  ]);
  expect(writeMail(['task'], { ...about, lang: 'ru' }).text).toContain('- задачи: 1');
  expect(writeMail(['task'], { ...about, lang: 'zh' }).text).toContain('- 任务: 1');
});

test('an address lies in a domain of the authority, or is none to be told at', () => {
  const domains = ['cyber.xa.example'];
  expect(isWithin('o@cyber.xa.example', domains)).toBe(true);
  expect(isWithin('o@CYBER.xa.example', domains)).toBe(true);
  for (const other of ['o@fiu.xa.example', 'o@evil.cyber.xa.example', 'o@cyber.xa.example@evil.example', 'o'])
    expect(isWithin(other, domains)).toBe(false);
});

test('mail goes by TLS or not at all, but on this very machine', () => {
  const server = { port: 587, from: 'tamga@xa.example' };
  for (const host of ['mail.xa.example', '192.0.2.7', 'localhost.evil.example', '127.0.0.1.evil.example'])
    expect(optionsOf({ ...server, host })).toMatchObject({ secure: false, requireTLS: true });
  expect(optionsOf({ ...server, host: 'mail.xa.example', port: 465 })).toMatchObject({
    secure: true,
    requireTLS: true,
  });
  for (const host of ['127.0.0.1', '::1', '[::1]', 'localhost'])
    expect(optionsOf({ ...server, host })).toMatchObject({ requireTLS: false });
});
