import { commonErrors, type ErrorSpec } from '#contract/endpoint.ts';
import { identityErrors, type Language } from '#contract/identity.ts';
import { settingsErrors } from '#contract/settings.ts';
import { Refusal } from './api.ts';
import { span } from './format-time.ts';
import { type Detail, limitsWords } from './limits-words.ts';
import { webErrors } from './web-errors.ts';
import { plural, useLanguage } from './words.tsx';

const specs: readonly ErrorSpec[] = [
  ...Object.values(commonErrors),
  ...Object.values(identityErrors),
  ...Object.values(settingsErrors),
  ...Object.values(webErrors),
];
/** The contract's own words are the English ones. */
const english: ReadonlyMap<string, string> = new Map(specs.map(({ code, message }) => [code, message]));

const numberIn = (detail: Detail, name: string): number | undefined =>
  typeof detail[name] === 'number' ? detail[name] : undefined;

/** English sentences that say more where the server told how much is left. */
const told: Record<string, (detail: Detail) => string | undefined> = {
  'identity.code_wrong': (detail) => {
    const left = numberIn(detail, 'triesLeft');
    return left === undefined
      ? undefined
      : `That code is not right. ${left} ${plural('en', left, { one: 'try', other: 'tries' })} left.`;
  },
  'identity.too_many_attempts': (detail) =>
    waiting(detail, (time) => `Too many attempts. Wait ${time}, or reset your password.`),
  'identity.guesses_spent': (detail) =>
    waiting(detail, (time) => `Too many wrong codes. Wait ${time} before you try again.`),
  'identity.codes_too_soon': (detail) =>
    waiting(detail, (time) => `A code was sent a moment ago. Wait ${time} before you send another.`),
  'identity.codes_spent': (detail) =>
    waiting(detail, (time) => `Too many codes were asked for. Wait ${time} before you ask for another.`),
  'plan.limits_reached': (detail) => limitsWords(detail, 'en'),
  'request.too_many': (detail) => waiting(detail, (time) => `Too many requests. Wait ${time} and try again.`),
};

function waiting(detail: Detail, say: (time: string) => string) {
  const seconds = numberIn(detail, 'retryAfterSeconds');
  return seconds === undefined ? undefined : say(span(seconds, 'en'));
}

/** Spanish sentences for refusals, called once where they are; English is the server's own. What every page may be refused comes with the language. */
export function defineRefusals(es: Readonly<Record<string, Sentence>>): void {
  for (const [code, words] of Object.entries(es)) spanish.set(code, words);
}
type Sentence = string | ((detail: Detail) => string);
const spanish = new Map<string, Sentence>();
function spanishOf({ code, detail }: Refusal): string | undefined {
  const words = spanish.get(code);
  return typeof words === 'function' ? words(detail) : words;
}

/** The sentence for a refusal. An unknown code shows the server's own words: better than none. */
export function refusalWords(refusal: Refusal, language: Language): string {
  if (language === 'es') return spanishOf(refusal) ?? refusal.message;
  return told[refusal.code]?.(refusal.detail) ?? english.get(refusal.code) ?? refusal.message;
}

/** Fetches the sentences of a language that do not come with the code. */
export async function loadRefusals(language: Language): Promise<void> {
  if (language === 'es') defineRefusals((await import('./refusal-words-es.ts')).spanish);
}

/** `const say = useRefusalWords(); say(error)`: whatever a call threw, as a sentence for the person. */
export function useRefusalWords() {
  const language = useLanguage();
  return (error: unknown) =>
    refusalWords(
      error instanceof Refusal ? error : new Refusal(webErrors.broken.code, 0, webErrors.broken.message),
      language,
    );
}

/** Beside which field an error belongs: the server names it, or the code's own subject tells. */
export function fieldOf(error: unknown): string | undefined {
  if (!(error instanceof Refusal)) return undefined;
  if (error.field !== undefined) return error.field;
  return subjects.find(([start]) => error.code.startsWith(start))?.[1];
}
const subjects = [
  ['identity.username_', 'username'],
  ['identity.password_', 'password'],
  ['identity.number_', 'cell'],
  ['identity.email_', 'email'],
  ['identity.name_', 'name'],
] as const;
