import type { Page } from 'playwright-core';

/**
 * What of the page the keyboard does not come to (WCAG 2.2 §2.1.1, §2.4.3): what a press of the mouse acts on and no focus can stand on, what is a
 * control and is left out of the order of Tab without standing in a group that arrow keys go through, and what puts itself before the order of
 * the page. React keeps what an element listens to on the element itself.
 */
const findOutOfReach = `(() => {
  const focusable = 'a[href], button, input, select, textarea, summary, label, video, audio, [tabindex], [contenteditable]';
  const group = '[role=grid], [role=listbox], [role=menu], [role=tablist], [role=radiogroup], [role=tree], [role=toolbar], [role=application]';
  const control = 'a[href], button, input, select, textarea, summary, [role=button], [role=link], [role=checkbox], [role=switch], [role=tab], [role=menuitem]';
  const listens = (one) => {
    const key = Object.keys(one).find((name) => name.startsWith('__reactProps'));
    return key !== undefined && ['onClick', 'onMouseDown', 'onPointerDown'].some((name) => typeof one[key][name] === 'function');
  };
  const isSeen = (one) => one.checkVisibility() && !one.closest('[inert], [aria-hidden=true]');
  const told = (one, why) => why + ': ' + one.outerHTML.slice(0, 200);
  return [...document.body.querySelectorAll('*')].filter(isSeen).flatMap((one) => {
    if (one.tabIndex > 0) return [told(one, 'goes before the order of the page')];
    if (one.matches(control) && !one.disabled && one.tabIndex < 0 && !one.closest(group)) return [told(one, 'Tab passes it over')];
    // A cover behind a dialog is pressed to close what Escape closes.
    if (listens(one) && !one.closest(focusable) && !one.closest(group) && !one.matches('[data-modal-content], [class*=Overlay], [class*=Modal]'))
      return [told(one, 'listens to the mouse alone')];
    return [];
  });
})()`;

export const outOfReach = (page: Page): Promise<string[]> => page.evaluate<string[]>(findOutOfReach);
