import type { Language } from '#contract/identity.ts';
import { dateFormat, listFormat, numberFormat } from './formats.ts';

export type Detail = Readonly<Record<string, unknown>>;

const things: Record<Language, Record<string, string>> = {
  en: {
    messages: 'messages',
    minutes: 'minutes',
    api_requests: 'API requests',
    transcriptions: 'transcriptions',
    groups: 'groups',
  },
  es: {
    messages: 'mensajes',
    minutes: 'minutos',
    api_requests: 'solicitudes de API',
    transcriptions: 'transcripciones',
    groups: 'grupos',
  },
};
const remedies: Record<Language, Record<string, (renewal: string) => string>> = {
  en: {
    upgrade: () => 'change the plan',
    wait: (renewal) => `wait for the renewal on ${renewal}`,
    fewer: () => 'send to fewer people',
  },
  es: {
    upgrade: () => 'cambia de plan',
    wait: (renewal) => `espera a la renovación del ${renewal}`,
    fewer: () => 'envía a menos personas',
  },
};

/** "Account Limits Reached" with the limit, the remedies and the next renewal, as far as the server named them. */
export function limitsWords(detail: Detail, language: Language): string {
  const title = { en: 'Account Limits Reached', es: 'Se alcanzó el límite de la cuenta' }[language];
  const { meter, limit, used, wanted, reserved } = detail;
  const thing = things[language][String(meter)];
  if (thing === undefined || typeof limit !== 'number' || typeof used !== 'number') return title;
  const number = (value: number) => numberFormat(language).format(value);
  const taken = used + (typeof reserved === 'number' ? reserved : 0);
  const named = typeof wanted === 'number' && wanted > 1 ? wanted : 1;
  const facts = {
    en: `${number(taken)} of ${number(limit)} ${thing} are used or on their way, and this needs ${number(named)}.`,
    es: `${number(taken)} de ${number(limit)} ${thing} están usados o en camino, y esto necesita ${number(named)}.`,
  }[language];
  const ways = (Array.isArray(detail.remedy) ? detail.remedy : []).flatMap((way) => {
    const words = remedies[language][String(way)];
    return words ? [words(renewalDay(detail, language))] : [];
  });
  const list = listFormat(language, { type: 'disjunction' }).format(ways);
  const lead = { en: 'What helps', es: 'Qué puedes hacer' }[language];
  return ways.length > 0 ? `${title}. ${facts} ${lead}: ${list}.` : `${title}. ${facts}`;
}

const renewalDay = ({ renewsOn }: Detail, language: Language) =>
  typeof renewsOn === 'string'
    ? dateFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${renewsOn}T00:00:00Z`))
    : '';
