import { expect } from 'vitest';
import { browserTest } from './browser-test.ts';
import { openSite } from './site.ts';

browserTest(
  'a page runs no script of its text and fetches nothing from elsewhere, and the tests see either attempt',
  async (desk) => {
    await using site = await openSite('xa');
    const page = await desk.signIn(site, 'xa');
    await page.evaluate(`(async () => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "taken over"';
    document.body.append(script);
    new Image().src = 'http://127.0.0.1:9/picture.png';
    await fetch('http://127.0.0.1:9/').catch(() => {});
  })()`);
    expect(await page.title()).toBe('Home · xa · Tamga');
    const attempts = desk.faults.splice(0).join('\n');
    for (const directive of ['script-src', 'img-src', 'connect-src']) expect(attempts).toContain(directive);
  },
);
