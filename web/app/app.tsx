import { localStorageColorSchemeManager, MantineProvider, useMantineColorScheme } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo } from 'react';
import type { Me } from '#contract/identity.ts';
import { PlaceProvider } from '#web/lib/place.tsx';
import { useMe, useStart } from '#web/lib/queries.ts';
import { loadRefusals } from '#web/lib/refusal-words.ts';
import { LanguageProvider } from '#web/lib/words.tsx';
import { stylesInFile, theme } from '#web/ui/theme.ts';
import { ChooseLanguageContext } from './choose-language.ts';
import type { makeRouter } from './router.tsx';
import { useGuestLanguage } from './use-guest-language.ts';

const schemes = localStorageColorSchemeManager();

export interface AppProps {
  queries: QueryClient;
  router: ReturnType<typeof makeRouter>;
}

/** Everything a page may rely on: data, language, colours, place, address. */
export function App({ queries, router }: AppProps) {
  return (
    <QueryClientProvider client={queries}>
      <MantineProvider theme={theme} {...stylesInFile} colorSchemeManager={schemes} defaultColorScheme="auto">
        <Surroundings>
          <RouterProvider router={router} />
        </Surroundings>
      </MantineProvider>
    </QueryClientProvider>
  );
}

/** Takes language, colours and place from the signed-in line, else from the browser. */
function Surroundings({ children }: { children: ReactNode }) {
  const me = useMe();
  const start = useStart();
  const [guestLanguage, chooseLanguage] = useGuestLanguage();
  const language = me?.line.language ?? guestLanguage;
  const timeZone = me?.line.timeZone;
  const region = me?.company.region ?? start?.region ?? 'US';
  const place = useMemo(() => ({ timeZone, region }), [timeZone, region]);

  useAppearance(me);
  const signedIn = me !== null;
  useEffect(() => {
    document.documentElement.lang = language;
    void loadRefusals(language);
    // The sign-in page greets in the language this person used last.
    if (signedIn) chooseLanguage(language);
  }, [language, signedIn, chooseLanguage]);
  return (
    <ChooseLanguageContext value={chooseLanguage}>
      <LanguageProvider value={language}>
        <PlaceProvider value={place}>{children}</PlaceProvider>
      </LanguageProvider>
    </ChooseLanguageContext>
  );
}

/** The line's own choice of light and dark, on every device it signs in on. */
function useAppearance(me: Me | null) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const appearance = me?.line.appearance;
  const wanted = appearance === 'system' ? 'auto' : appearance;
  useEffect(() => {
    // Setting what is set already would style the whole page anew.
    if (wanted !== undefined && wanted !== colorScheme) setColorScheme(wanted);
  }, [wanted, colorScheme, setColorScheme]);
}
