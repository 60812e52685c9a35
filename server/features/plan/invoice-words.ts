import type { BillLine, Invoice } from '#contract/billing.ts';
import type { Language } from '#contract/identity.ts';

const locales = { en: 'en-US', es: 'es-US' } as const satisfies Record<Language, string>;

export const moneyIn = (language: Language) => {
  const format = new Intl.NumberFormat(locales[language], { style: 'currency', currency: 'USD' });
  return (cents: number) => format.format(cents / 100);
};
export const dayIn = (language: Language, timeZone: string) => {
  const format = new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone });
  return (at: string) => format.format(new Date(at));
};
const countIn = (language: Language) => {
  const format = new Intl.NumberFormat(locales[language]);
  return (n: number | null) => format.format(n ?? 0);
};

const meterNames: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  messages: { en: 'messages', es: 'mensajes' },
  minutes: { en: 'minutes', es: 'minutos' },
  api_requests: { en: 'API requests', es: 'solicitudes de API' },
  transcriptions: { en: 'transcriptions', es: 'transcripciones' },
};

/** What a line of an invoice is for, as a sentence on paper. */
export function wordsOf(line: BillLine, language: Language): string {
  const count = countIn(language);
  const plan = line.plan ?? '';
  const byYear = line.interval === 'year';
  const meter = meterNames[line.meter ?? '']?.[language] ?? '';
  switch (line.kind) {
    case 'plan':
      if (language === 'es') return byYear ? `${plan}, un año` : `${plan}, un mes`;
      return byYear ? `${plan}, one year` : `${plan}, one month`;
    case 'rest':
      return language === 'es' ? `${plan} por el resto del período` : `${plan} for the rest of the period`;
    case 'credit':
      return language === 'es' ? `${plan}, pagado y no usado` : `${plan}, paid and not used`;
    case 'pack':
      return language === 'es' ? `${count(line.units)} mensajes, una vez` : `${count(line.units)} messages, one time`;
    case 'overage':
      return language === 'es'
        ? `${count(line.units)} ${meter} por encima de ${plan}`
        : `${count(line.units)} ${meter} beyond ${plan}`;
  }
}

export const paperWords = {
  en: {
    invoice: (n: number) => `Invoice ${n}`,
    billedTo: 'Billed to',
    issued: 'Issued',
    due: 'Due',
    paid: 'Paid',
    what: 'For',
    period: 'Period',
    amount: 'Amount',
    total: 'Total',
    noTax: 'No tax is included.',
    states: { open: 'To be paid', paid: 'Paid', void: 'Void: nothing is owed' },
    page: (n: number, of: number) => `Page ${n} of ${of}`,
  },
  es: {
    invoice: (n: number) => `Factura ${n}`,
    billedTo: 'Facturado a',
    issued: 'Emitida',
    due: 'Vence',
    paid: 'Pagada',
    what: 'Concepto',
    period: 'Período',
    amount: 'Importe',
    total: 'Total',
    noTax: 'No incluye impuestos.',
    states: { open: 'Por pagar', paid: 'Pagada', void: 'Anulada: no se debe nada' },
    page: (n: number, of: number) => `Página ${n} de ${of}`,
  },
} as const satisfies Record<Language, { states: Record<Invoice['status'], string>; [word: string]: unknown }>;
