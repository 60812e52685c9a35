import { useCallback, useState } from 'react';
import type { Language } from '#contract/identity.ts';

const place = 'trunkline-language';

/** The language before anybody is signed in: what was chosen in this browser, else what the browser asks for. */
export function useGuestLanguage() {
  const [language, setLanguage] = useState<Language>(read);
  const choose = useCallback((next: Language) => {
    setLanguage(next);
    try {
      localStorage.setItem(place, next);
    } catch {
      // Storage is switched off: the choice lasts as long as the page.
    }
  }, []);
  return [language, choose] as const;
}

function read(): Language {
  try {
    const stored = localStorage.getItem(place);
    if (stored === 'en' || stored === 'es') return stored;
  } catch {
    // Storage is switched off: ask the browser.
  }
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.find((tag) => tag === 'en' || tag === 'es') === 'es' ? 'es' : 'en';
}
