const key = 'tamga.contrast';

/** Whether somebody chose more contrast on the settings page. */
export function readContrast(): 'auto' | 'more' {
  try {
    return localStorage.getItem(key) === 'more' ? 'more' : 'auto';
  } catch {
    return 'auto'; // Storage is switched off.
  }
}

const wanted = globalThis.matchMedia?.('(prefers-contrast: more)');
wanted?.addEventListener('change', () => wear());

/** More where the system asks for it, or the officer. */
function wear(chosen = readContrast()): void {
  document.documentElement.dataset['contrast'] = wanted?.matches ? 'more' : chosen;
}

export const startContrast = (): void => wear();

export function chooseContrast(contrast: 'auto' | 'more'): void {
  wear(contrast);
  try {
    if (contrast === 'more') localStorage.setItem(key, contrast);
    else localStorage.removeItem(key);
  } catch {
    // The choice holds until the page is left.
  }
}
