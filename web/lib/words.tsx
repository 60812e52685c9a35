import { createContext, useContext } from 'react';
import type { Language } from '#contract/identity.ts';
import { numberFormat, pluralRules } from './formats.ts';

/** A catalogue: whole sentences, or functions of what varies that return whole sentences. Nothing is glued from pieces. */
type Entry = string | ((...values: never[]) => string);
type Catalogue = Record<string, Entry>;
type Translation<T extends Catalogue> = { readonly [K in keyof T]: T[K] extends string ? string : T[K] };
export interface Words<T extends Catalogue> {
  readonly en: T;
  readonly es: Translation<T>;
}

/** English and Spanish side by side; a sentence missing in one of them does not compile. */
export const defineWords = <T extends Catalogue>(en: T, es: Translation<T>): Words<T> => ({ en, es });

const LanguageContext = createContext<Language>('en');
export const LanguageProvider = LanguageContext.Provider;
export const useLanguage = () => useContext(LanguageContext);
export function useWords<T extends Catalogue>(words: Words<T>): Translation<T> {
  // Both catalogues have the same keys and kinds; the English one only has narrower strings.
  return words[useLanguage()] as Translation<T>;
}

/** Picks the form a number takes in a language: `plural('en', 1, { one: 'try', other: 'tries' })`. */
export const plural = (language: Language, n: number, forms: { one: string; other: string }) =>
  pluralRules(language).select(n) === 'one' ? forms.one : forms.other;

/** A number as it is read in a language: `amount('en', 10000)` is 10,000. */
export const amount = (language: Language, n: number) => numberFormat(language).format(n);
