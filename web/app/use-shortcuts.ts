import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';

const place = 'trunkline-shortcuts';
/** How long after `g` the second letter may come. */
const patience = 1200;

/**
 * `g i` opens the inbox, `g s` My Settings, `/` goes to the page's search field, `?` asks for the list. Letters typed into a field are letters.
 * They can be switched off, for people whose speech or switch software types stray letters (WCAG 2.1.4).
 */
export function useShortcuts(onHelp: () => void) {
  const navigate = useNavigate();
  const [enabled, setEnabled] = useState(() => read() !== 'off');
  useEffect(() => {
    if (!enabled) return;
    let goAt = 0;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
      if (event.key === '?') return onHelp();
      const to = places[event.key];
      if (to !== undefined && event.timeStamp - goAt < patience) void navigate({ to });
      if (event.key === '/') toSearch(event);
      goAt = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [enabled, navigate, onHelp]);

  const choose = useCallback((on: boolean) => {
    setEnabled(on);
    try {
      localStorage.setItem(place, on ? 'on' : 'off');
    } catch {
      // Storage is switched off: the choice lasts as long as the page.
    }
  }, []);
  return { enabled, choose };
}

const places: Readonly<Record<string, '/inbox' | '/settings'>> = { i: '/inbox', s: '/settings' };

/** Pages mark the field that searches them. */
function toSearch(event: KeyboardEvent) {
  const field = document.querySelector<HTMLElement>('[data-shortcut="search"]');
  if (field === null || field.offsetParent === null) return;
  event.preventDefault();
  field.focus();
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]') !== null;

function read() {
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
}
