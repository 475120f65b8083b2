import { expect, test } from 'vitest';
import { firstVisit, weighPage } from '../../tools/page-weight.ts';
import { preparePages } from './pages.ts';

/** The promise is 250 KB; what comes to it slowly is to be noticed before. What is over belongs into a file of its own (`lazy`). */
const mostBytes = 225_000;

test.each(['en', 'ru', 'zh'])('a first visit in %s fetches little script', async (locale) => {
  const folder = await preparePages();
  const words = `i18n/${locale}.json?first`;
  for (const pages of [firstVisit, ['features/officers/views/SignInPage.tsx']])
    expect(weighPage(folder, pages, words).scripts, pages[0]).toBeLessThan(mostBytes);
});
