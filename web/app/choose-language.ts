import { createContext, useContext } from 'react';
import type { Language } from '#contract/identity.ts';

export const ChooseLanguageContext = createContext<(language: Language) => void>(() => undefined);
/** Sets the language for somebody who is not signed in. */
export const useChooseLanguage = () => useContext(ChooseLanguageContext);
