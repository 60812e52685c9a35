import type { Language } from '#contract/identity.ts';
import type { InvoiceRow } from './invoice-store.ts';

const locales = { en: 'en-US', es: 'es-US' } as const satisfies Record<Language, string>;
const money = (cents: number, language: Language) =>
  new Intl.NumberFormat(locales[language], { style: 'currency', currency: 'USD' }).format(cents / 100);
const day = (at: Date, timeZone: string, language: Language) =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone }).format(at);

type Told = Pick<InvoiceRow, 'number' | 'totalCents' | 'dueAt' | 'timeZone'>;
type NoticeAction = { readonly lead: string; readonly button: string };
interface Letter {
  readonly subject: string;
  readonly fact: string;
  readonly action: NoticeAction;
  readonly why: string;
}

const why = {
  en: 'You get this because you look after the bill of your company.',
  es: 'Recibes esto porque te ocupas de las facturas de tu empresa.',
};
const look = {
  en: { lead: 'Its lines and the paper are on its page:', button: 'Open the invoice' },
  es: { lead: 'Sus conceptos y el documento están en su página:', button: 'Abrir la factura' },
};

/** Letters about money, in both languages. */
export const billingLetters = {
  due: ({ number, totalCents, dueAt, timeZone }: Told, language: Language): Letter => ({
    subject: { en: `Invoice ${number}`, es: `Factura ${number}` }[language],
    fact: {
      en: `Invoice ${number} over ${money(totalCents, 'en')} is to be paid by ${day(dueAt, timeZone, 'en')}.`,
      es: `La factura ${number} por ${money(totalCents, 'es')} vence el ${day(dueAt, timeZone, 'es')}.`,
    }[language],
    action: look[language],
    why: why[language],
  }),
  paid: ({ number, totalCents }: Told, language: Language): Letter => ({
    subject: { en: `Receipt for invoice ${number}`, es: `Recibo de la factura ${number}` }[language],
    fact: {
      en: `Invoice ${number} over ${money(totalCents, 'en')} is paid.`,
      es: `La factura ${number} por ${money(totalCents, 'es')} está pagada.`,
    }[language],
    action: look[language],
    why: why[language],
  }),
  refused: ({ number, totalCents }: Told, language: Language): Letter => ({
    subject: { en: `Invoice ${number} could not be charged`, es: `No se pudo cobrar la factura ${number}` }[language],
    fact: {
      en: `Your card did not pay invoice ${number} over ${money(totalCents, 'en')}. We try again in the coming days; a new card helps at once.`,
      es: `Tu tarjeta no pagó la factura ${number} por ${money(totalCents, 'es')}. Lo intentaremos de nuevo en los próximos días; una tarjeta nueva ayuda enseguida.`,
    }[language],
    action: look[language],
    why: why[language],
  }),
  blocked: ({ from, to }: { from: string; to: string }, language: Language): Letter => ({
    subject: { en: `Your plan stays ${from}`, es: `Tu plan sigue siendo ${from}` }[language],
    fact: {
      en: `${to} was to begin at this renewal, but your company uses more than it allows, so ${from} goes on for another period.`,
      es: `${to} iba a comenzar en esta renovación, pero tu empresa usa más de lo que permite, así que ${from} sigue otro período.`,
    }[language],
    action: {
      en: { lead: 'The comparison says what is above the allowance:', button: 'Open Change Plan' },
      es: { lead: 'La comparación dice qué supera lo permitido:', button: 'Abrir Cambiar plan' },
    }[language],
    why: {
      en: 'You get this because you are an admin of your company.',
      es: 'Recibes esto porque eres administrador de tu empresa.',
    }[language],
  }),
};
