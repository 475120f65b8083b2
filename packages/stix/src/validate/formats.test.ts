import { describe, expect, test } from 'vitest';
import { FORMATS, type FormatName } from './formats.ts';

const CASES: Readonly<Record<FormatName, { readonly good: readonly string[]; readonly bad: readonly string[] }>> = {
  base64: { good: ['AAAA', 'AAA=', 'AA=='], bad: ['', 'A', 'AAA', 'AA-_', 'AAAA\n', 'AAAA ...'] },
  hex: { good: ['00ff'], bad: ['', '0', '0F', '0g', '0x00'] },
  uri: {
    good: [
      'https://port.example/a?b=c#d',
      'urn:oid:2.5.4.3',
      'http://[2001:db8::1]:80/',
      'mailto:a@b.example',
      'http://a.example//x',
      'https://a.example/%C3%A9',
    ],
    bad: [
      '',
      'www.port.example',
      '//a.example',
      'http://a b.example',
      'http://a.example/%zz',
      'http://a.example/é',
      'http://[a.example/',
      'http://a.example:x/',
      'http://a.example/[1]',
      'http://a.example/#a#b',
      '1a:b',
    ],
  },
  language: {
    good: [
      'en',
      'de-CH',
      'zh-Hant-TW',
      'qaa-Qaaa-QM',
      'yue',
      'sr-Latn',
      'es-419',
      'sl-rozaj-biske',
      'kok',
      'x-port',
      'i-klingon',
      'EN-us',
    ],
    bad: [
      '',
      'english',
      'xx',
      'foo',
      'eng',
      'en-Abcd',
      'en-ab',
      'en-999',
      'e',
      'en_US',
      'en-',
      'en-a',
      'de-x',
      'e-DE',
      'root',
    ],
  },
  'software-language': { good: ['en', 'eng', 'de-CH'], bad: ['', 'english', 'xx', 'ENG'] },
  charset: { good: ['UTF-8', 'windows-1252', 'ISO-8859-1', 'US-ASCII'], bad: ['', 'utf8', 'latin', 'bla.bla.bla'] },
  cpe: {
    good: [
      'cpe:2.3:a:microsoft:word:2000:*:*:*:*:*:*:*',
      'cpe:2.3:o:linux:linux_kernel:5.\\:1:rc1:*:de-ch:*:*:*:*',
      'cpe:2.3:a:adobe:flash_player:?\\$:-:*:*:*:*:*:*',
    ],
    bad: [
      '',
      'invalid',
      'cpe:/a:microsoft:word',
      'cpe:2.3:a:b:c',
      'cpe:2.3:x:b:c:*:*:*:*:*:*:*:*',
      'cpe:2.3:a:b c:d:*:*:*:*:*:*:*:*',
    ],
  },
  'media-type': {
    good: ['image/jpeg', 'application/vnd.a+json'],
    bad: ['', 'bla', 'bla/blabla', 'image/', 'image/a b'],
  },
  email: {
    good: ['desk@port.example', 'a+b.c@d', '"a b"@c.example', 'a@[192.0.2.1]', 'jürg@müller.example'],
    bad: ['', 'a', '@a', 'a@', 'a..b@c', '.a@b', 'John Doe <jdoe@port.example>', 'a@b@c', 'a b@c'],
  },
  'domain-name': {
    good: ['port.example', 'xn--bcher-kva.example', 'bücher.example', '_dmarc.port.example', 'localhost', 'a.example.'],
    bad: [
      '',
      '.',
      'a..b',
      '-a.example',
      'a-.example',
      'a b',
      'https://a',
      `${'a'.repeat(64)}.example`,
      'a.'.repeat(130),
    ],
  },
  ipv4: {
    good: ['192.0.2.1', '198.51.100.0/24', '0.0.0.0/0', '255.255.255.255/32'],
    bad: [
      '',
      'foo',
      '999.1.1.1',
      '1.2.3',
      '1.2.3.4/',
      '1.2.3.4/33',
      '1.2.3.4/01',
      '1.2.3.4/a',
      '01.2.3.4',
      '1.2.3.4/24/1',
    ],
  },
  ipv6: {
    good: [
      '::',
      '::1',
      '2001:db8::1',
      '2001:db8::/32',
      '::ffff:192.0.2.1',
      'fe80::1%eth0',
      '1:2:3:4:5:6:7:8/128',
      '1::',
    ],
    bad: [
      '',
      'foo',
      ':::',
      '1:2',
      '1::2::3',
      '1:2:3:4:5:6:7:8:9',
      '::1/129',
      '::1/',
      '::1/01',
      '12345::',
      '::1.2.3',
      '1:2:3:4:5:6:7:8::',
    ],
  },
  mac: { good: ['00:00:5e:00:53:01'], bad: ['', '00-00-5e-00-53-01', '00:00:5E:00:53:01', '0:0:5e:0:53:1'] },
  'registry-key': { good: ['HKEY_LOCAL_MACHINE\\a', 'hkey_users', 'a\\HKU'], bad: ['HKLM\\a', 'hkcu\\a', 'HKU'] },
  'relationship-type': { good: ['uses', 'av-analysis-of', 'x2'], bad: ['', 'Uses', 'a_b', 'a b'] },
};

describe.each(Object.entries(CASES))('%s', (name, { good, bad }) => {
  const { test: isGood } = FORMATS[name as FormatName];
  test.each(good)('%j is one', (text) => expect(isGood(text)).toBe(true));
  test.each(bad)('%j is none', (text) => expect(isGood(text)).toBe(false));
});

describe('a hostile text', () => {
  const filler = ['a', '%', '.', ':', '-', '\\', '*', '0', '@', '/', '::', '"\\'];
  test.each(Object.keys(FORMATS))('%s is judged in time that grows with its length', (name) => {
    for (const piece of filler) {
      for (const prefix of ['', 'cpe:2.3:', 'http://', '"', 'en-']) {
        const started = performance.now();
        FORMATS[name as FormatName].test(`${prefix}${piece.repeat(50_000)}\n`);
        expect([piece, prefix, performance.now() - started < 2000]).toEqual([piece, prefix, true]);
      }
    }
  });
});
