import { NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useWords } from '#web/lib/words.tsx';
import styles from './settings-page.module.css';
import { settingsWords } from './words.ts';

export const sections = ['profile', 'sign-in', 'notifications', 'api'] as const;
export type Section = (typeof sections)[number];

/** The names of the page's sections, in the person's language. */
export function useSectionNames(): Record<Section, string> {
  const words = useWords(settingsWords);
  return { profile: words.profile, 'sign-in': words.signIn, notifications: words.notifications, api: words.api };
}

/** "On this page": follows the scroll; a select where there is no room beside the cards. */
export function PageIndex() {
  const words = useWords(settingsWords);
  const names = useSectionNames();
  const here = useSectionInView();
  return (
    <nav aria-labelledby="on-this-page" className={styles.index}>
      <div className={styles.beside}>
        <p id="on-this-page" className={styles.indexTitle}>
          {words.onThisPage}
        </p>
        <ul>
          {sections.map((section) => (
            <li key={section}>
              <a href={`#${section}`} aria-current={section === here ? 'location' : undefined}>
                {names[section]}
              </a>
            </li>
          ))}
        </ul>
      </div>
      <NativeSelect
        className={styles.above}
        aria-label={words.onThisPage}
        value={here}
        onChange={(event) => {
          location.hash = event.currentTarget.value;
        }}
        data={sections.map((section) => ({ value: section, label: names[section] }))}
      />
    </nav>
  );
}

/** How far below the top of the window a section counts as being read. */
const readingLine = 140;

function useSectionInView(): Section {
  const [here, setHere] = useState<Section>('profile');
  useEffect(() => {
    let frame = 0;
    const look = () => {
      frame = 0;
      const atEnd =
        window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2 && window.scrollY > 0;
      const passed = sections.filter(
        (id) => (document.getElementById(id)?.getBoundingClientRect().top ?? Infinity) <= readingLine,
      );
      setHere((atEnd ? sections.at(-1) : passed.at(-1)) ?? 'profile');
    };
    const later = () => {
      if (frame === 0) frame = requestAnimationFrame(look);
    };
    look();
    window.addEventListener('scroll', later, { passive: true });
    window.addEventListener('resize', later);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('scroll', later);
      window.removeEventListener('resize', later);
    };
  }, []);
  return here;
}
