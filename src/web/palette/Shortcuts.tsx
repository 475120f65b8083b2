import { lazy, Suspense, useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { learnAll } from '../i18n/language.ts';
import { useSession } from '../session.ts';
import { actOfKey, searchField } from './keys.ts';
import { hasSingleKeys, show, useOverlay } from './state.ts';

const Palette = lazy(async () => {
  const [found] = await Promise.all([import('./Palette.tsx'), learnAll()]);
  return { default: found.Palette };
});
const ShortcutHelp = lazy(async () => {
  const [found] = await Promise.all([import('./ShortcutHelp.tsx'), learnAll()]);
  return { default: found.ShortcutHelp };
});

/** How long after `g` its letter may come. */
const jumpMs = 1_500;

/** Listens for the keys of every page; what they open is fetched when it is first asked for. */
export function Shortcuts() {
  const overlay = useOverlay();
  const { powers } = useSession();
  const navigate = useNavigate();
  const jumpingUntil = useRef(0);

  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      const act = actOfKey(event, {
        isJumping: performance.now() < jumpingUntil.current,
        isTyping: isTyping(event.target),
        isCovered: document.querySelector('[aria-modal="true"]') !== null,
        hasSingleKeys: hasSingleKeys(),
        powers,
      });
      jumpingUntil.current = act?.do === 'jump' ? performance.now() + jumpMs : 0;
      if (act === null || act.do === 'jump') return;
      event.preventDefault();
      if (act.do === 'go') void navigate(act.to);
      else if (act.do === 'search') document.querySelector<HTMLElement>(searchField)?.focus();
      else show(act.do);
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate, powers]);

  return (
    <Suspense fallback={null}>
      {overlay === 'palette' ? <Palette onClose={() => show(null)} /> : null}
      {overlay === 'help' ? <ShortcutHelp onClose={() => show(null)} /> : null}
    </Suspense>
  );
}

/** Where letters are typed, or chosen by their first one. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('input, textarea, select, [role="combobox"], [role="grid"], [role="menu"]') !== null);
