import { NativeSelect } from '@mantine/core';
import { memo, type ReactNode, useEffect, useState } from 'react';
import { useWords } from '#web/lib/words.tsx';
import { type OwnSection, settingsCards } from './settings-cards.tsx';
import styles from './settings-page.module.css';
import { settingsWords } from './words.ts';

export const sections = [
  'profile',
  'sign-in',
  'plan',
  'notifications',
  'phone',
  'messages',
  'api',
  'security',
  'delete-account',
] as const;
export type Section = (typeof sections)[number];
/** Sections whose cards belong to other features: the app hands them in. One that is not handed in is not on the page. */
export type AddedSections = { readonly [id in Exclude<Section, OwnSection>]?: ReactNode };
export const isOwn = (id: Section): id is OwnSection => id in settingsCards;
export const sectionsWith = (added: AddedSections) => sections.filter((id) => isOwn(id) || id in added);

/** The names of the page's sections, in the person's language. */
export function useSectionNames(): Record<Section, string> {
  const words = useWords(settingsWords);
  return {
    profile: words.profile,
    'sign-in': words.signIn,
    plan: words.plan,
    notifications: words.notifications,
    phone: words.phone,
    messages: words.messages,
    api: words.api,
    security: words.security,
    'delete-account': words.deleteAccount,
  };
}

interface PageIndexProps {
  readonly sections: readonly Section[];
  /** The app has not begun: nobody would hear what is chosen. */
  readonly waiting?: boolean;
}

/** "On this page": follows the scroll; a select where there is no room beside the cards. */
export const PageIndex = memo(function PageIndex({ sections, waiting = false }: PageIndexProps) {
  const words = useWords(settingsWords);
  const names = useSectionNames();
  const here = useSectionInView(sections);
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
        disabled={waiting}
        aria-label={words.onThisPage}
        value={here}
        onChange={(event) => {
          location.hash = event.currentTarget.value;
        }}
        data={sections.map((section) => ({ value: section, label: names[section] }))}
      />
    </nav>
  );
});

/** How far below the top of the window a section counts as being read. */
const readingLine = 140;

function useSectionInView(sections: readonly Section[]): Section {
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
    // With the next frame: looking now would make the browser lay the page out twice.
    later();
    window.addEventListener('scroll', later, { passive: true });
    window.addEventListener('resize', later);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('scroll', later);
      window.removeEventListener('resize', later);
    };
  }, [sections]);
  return here;
}
