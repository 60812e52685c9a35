import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Language } from '#contract/identity.ts';
import { InboxOutline } from '#web/features/messages/inbox-outline.tsx';
import { SettingsOutline } from '#web/features/settings/settings-outline.tsx';
import { LanguageProvider, useWords } from '#web/lib/words.tsx';
import { MoreIcon } from '#web/ui/more-icons.tsx';
import { stylesInFile, theme } from '#web/ui/theme.ts';
import { FrameSkeleton } from './frame-skeleton.tsx';
import { type Place, useDailyPlaces } from './places.tsx';
import styles from './shell.module.css';
import { appWords } from './words.ts';

const languages: readonly Language[] = ['en', 'es'];
const pages: Readonly<Record<string, ReactNode>> = {
  settings: (
    <FrameSkeleton navigation={<Places />}>
      <SettingsOutline />
    </FrameSkeleton>
  ),
  inbox: (
    <FrameSkeleton navigation={<Places here="/inbox" />} fills>
      <InboxOutline open={false} />
    </FrameSkeleton>
  ),
  conversation: (
    <FrameSkeleton navigation={<Places here="/inbox" />} fills>
      <InboxOutline open />
    </FrameSkeleton>
  ),
};

/**
 * What stands on the screen before the app has begun, by page and language: made once, when the app is built. The server puts it into
 * the pages of whoever is signed in; the app draws itself over it.
 */
export const firstFrames = (): Record<string, string> =>
  Object.fromEntries(
    languages.flatMap((language) =>
      Object.entries(pages).map(([name, page]) => [`${name}.${language}`, markup(language, page)]),
    ),
  );

const markup = (language: Language, page: ReactNode) =>
  renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <MantineProvider theme={theme} {...stylesInFile}>
        <LanguageProvider value={language}>{page}</LanguageProvider>
      </MantineProvider>
    </QueryClientProvider>,
  );

/** The places that everybody has; those of one's role join them below. */
function Places({ here }: { here?: Place['to'] }) {
  const words = useWords(appWords);
  return (
    <nav className={styles.nav} aria-label={words.mainNavigation}>
      <ul>
        {useDailyPlaces().map(({ to, label, icon }) => (
          <li key={to}>
            <a href={to} className={styles.navLink} aria-current={to === here ? 'page' : undefined}>
              {icon}
              <span className={styles.navName}>{label}</span>
            </a>
          </li>
        ))}
        <li className={styles.moreInBar}>
          <span className={styles.navLink}>
            <MoreIcon />
            {words.more}
          </span>
        </li>
      </ul>
    </nav>
  );
}
