import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import styles from './tip.module.css';

const edge = 8;

/**
 * More about something, on hover and on focus. It stays while the pointer is over it and goes with Escape (WCAG 1.4.13).
 * Our own: a library for floating things would be a tenth of the script that My Settings may load.
 */
export function Tip({ label, children }: { label: string; children: ReactNode }) {
  const [shown, setShown] = useState(false);
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const bubble = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    const tip = bubble.current;
    if (!shown || anchor.current === null || tip === null) return;
    const over = anchor.current.getBoundingClientRect();
    const { width, height } = tip.getBoundingClientRect();
    const left = Math.max(
      edge,
      Math.min(over.left + over.width / 2 - width / 2, document.documentElement.clientWidth - width - edge),
    );
    const fitsAbove = over.top - height > edge;
    tip.style.left = `${left}px`;
    tip.style.top = `${fitsAbove ? over.top - height : over.bottom}px`;
    const hide = (event: Event) => {
      if (!(event instanceof KeyboardEvent) || event.key === 'Escape') setShown(false);
    };
    window.addEventListener('keydown', hide);
    window.addEventListener('scroll', hide, { capture: true, passive: true });
    return () => {
      window.removeEventListener('keydown', hide);
      window.removeEventListener('scroll', hide, { capture: true });
    };
  }, [shown]);
  return (
    <span
      ref={anchor}
      className={styles.anchor}
      onPointerEnter={() => setShown(true)}
      onPointerLeave={() => setShown(false)}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only tells more, nothing happens */}
      <span
        // biome-ignore lint/a11y/noNoninteractiveTabindex: focus is how people without a mouse read it
        tabIndex={0}
        aria-describedby={shown ? id : undefined}
        onFocus={() => setShown(true)}
        onBlur={() => setShown(false)}
      >
        {children}
      </span>
      {shown && (
        <span ref={bubble} id={id} role="tooltip" className={styles.bubble}>
          <span className={styles.label}>{label}</span>
        </span>
      )}
    </span>
  );
}
