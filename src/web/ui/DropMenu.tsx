import { createContext, useCallback, useContext, useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import classes from './DropMenu.module.css';

const CloseMenu = createContext<() => void>(() => {});

type Props = {
  /** What the button says. */
  button: ReactNode;
  buttonClass: string | undefined;
  /** `DropItem`s, and words between them. */
  children: ReactNode;
};

/** A button with a menu under it (WAI-ARIA menu button pattern), at the end of its line. */
export function DropMenu({ button, buttonClass, children }: Props) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const menu = useRef<HTMLDivElement>(null);

  const items = (): HTMLElement[] => [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  const close = useCallback((): void => {
    setOpen(false);
    whole.current?.querySelector('button')?.focus();
  }, []);

  useEffect(() => {
    if (!isOpen) return undefined;
    menu.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const onPress = (event: PointerEvent): void => {
      if (!(event.target instanceof Node && whole.current?.contains(event.target))) setOpen(false);
    };
    document.addEventListener('pointerdown', onPress);
    return () => document.removeEventListener('pointerdown', onPress);
  }, [isOpen]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Tab') return setOpen(false);
    if (event.key === 'Escape') return close();
    const all = items();
    const to = nextItem(
      event.key,
      all.findIndex((one) => one === document.activeElement),
      all.map(({ textContent }) => textContent),
    );
    if (to === null) return;
    event.preventDefault();
    all[to]?.focus();
  }

  return (
    <div ref={whole} className={classes.whole}>
      <button
        type="button"
        id={id}
        className={`${classes.button} ${buttonClass ?? ''}`}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || isOpen) return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {button}
      </button>
      {isOpen ? (
        // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its items have the focus
        <div ref={menu} role="menu" aria-labelledby={id} className={classes.menu} onKeyDown={onKeyDown}>
          <CloseMenu value={close}>{children}</CloseMenu>
        </div>
      ) : null}
    </div>
  );
}

/** Where a key leads among the items; a letter leads to the next that begins with it. */
function nextItem(key: string, from: number, names: readonly string[]): number | null {
  const last = names.length - 1;
  if (key === 'ArrowDown') return from === last ? 0 : from + 1;
  if (key === 'ArrowUp') return from <= 0 ? last : from - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (key.length !== 1 || key === ' ') return null;
  const begins = (name: string): boolean => name.trim().toLowerCase().startsWith(key.toLowerCase());
  const after = names.findIndex((name, place) => place > from && begins(name));
  return after >= 0 ? after : names.findIndex(begins) >= 0 ? names.findIndex(begins) : null;
}

type ItemProps = {
  children: ReactNode;
  onChoose: () => void;
  /** It is what stands now. */
  isCurrent?: boolean;
  isDisabled?: boolean;
  lang?: string;
  dir?: 'ltr' | 'rtl';
};

export function DropItem({ children, onChoose, isCurrent = false, isDisabled = false, ...language }: ItemProps) {
  const close = useContext(CloseMenu);
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={classes.item}
      aria-current={isCurrent || undefined}
      aria-disabled={isDisabled || undefined}
      onClick={() => {
        if (isDisabled) return;
        close();
        onChoose();
      }}
      {...language}
    >
      {children}
    </button>
  );
}

/** An item that leads out of these pages, into a window of its own. */
export function DropLink({ children, href, target }: { children: ReactNode; href: string; target: string }) {
  const close = useContext(CloseMenu);
  return (
    <a role="menuitem" tabIndex={-1} className={classes.item} href={href} target={target} onClick={close}>
      {children}
    </a>
  );
}

/** Words over the items that follow. */
export function DropLabel({ children }: { children: ReactNode }) {
  return <div className={classes.label}>{children}</div>;
}
