import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';

type Kind = Parameters<Page['getByRole']>[0];

export const isFocused = (element: { ownerDocument: { activeElement: unknown } }): boolean =>
  element.ownerDocument.activeElement === element;

/** Goes on with Tab until this has the focus, and sees that the focus shows. */
export async function tabTo(page: Page, role: Kind, name: string | RegExp): Promise<Locator> {
  const goal = page.getByRole(role, { name }).first();
  await goal.waitFor();
  for (let steps = 0; steps < 60; steps++) {
    if (await goal.evaluate(isFocused)) {
      expect(await goal.evaluate((element) => element.matches(':focus-visible')), `${name} shows its focus`).toBe(true);
      return goal;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${role} ${name}`);
}
