import type { Language } from '#contract/identity.ts';
import type { Meter, Threshold } from '#contract/plan.ts';
import type { LetterOrder } from '#server/features/identity/index.ts';

export interface AlertFacts {
  readonly company: string;
  readonly plan: string;
  readonly meter: Meter;
  readonly threshold: Threshold;
  readonly used: number;
  readonly limit: number;
  /** More is sold beyond the limit: nothing stops there. */
  readonly goesOn: boolean;
  /** The day of the renewal, like 2026-04-01. */
  readonly renewsOn: string;
}
type Words = LetterOrder['words'];

const things: Record<Language, Record<Meter, string>> = {
  en: { messages: 'messages', minutes: 'minutes', api_requests: 'API requests', transcriptions: 'transcriptions' },
  es: {
    messages: 'mensajes',
    minutes: 'minutos',
    api_requests: 'solicitudes de API',
    transcriptions: 'transcripciones',
  },
};
/** What happens at the limit: what comes in is never refused. */
const stops: Record<Language, Record<Meter, string>> = {
  en: {
    messages: 'Texts that come in are delivered all the same; sending stops at the limit.',
    minutes: 'Calls that come in are put through all the same; calling out stops at the limit.',
    api_requests: 'Requests beyond the limit are refused with status 420.',
    transcriptions: 'Voicemails beyond the limit are kept without a transcript.',
  },
  es: {
    messages: 'Los mensajes que llegan se entregan de todos modos; el envío se detiene en el límite.',
    minutes: 'Las llamadas que llegan se pasan de todos modos; las llamadas salientes se detienen en el límite.',
    api_requests: 'Las solicitudes que superan el límite se rechazan con el estado 420.',
    transcriptions: 'Los mensajes de voz que superan el límite se guardan sin transcripción.',
  },
};

/** The mail about a threshold. */
export const alertWords: Record<Language, (facts: AlertFacts) => Words> = {
  en: (f) => {
    const thing = things.en[f.meter];
    const of = `${number('en', f.used)} of ${number('en', f.limit)} ${thing}`;
    const renewal = `The allowance renews on ${day('en', f.renewsOn)}.`;
    const then = f.goesOn ? 'What goes beyond it is charged at the price of the plan.' : stops.en[f.meter];
    const subject = {
      '80': `80% of your ${thing} are used`,
      '100': `All of your ${thing} are used`,
      forecast: `Your ${thing} may not last until the renewal`,
    }[f.threshold];
    const fact = {
      '80': `${f.company} has used ${of} of its plan ${f.plan}. ${renewal} ${then}`,
      '100': `${f.company} has used ${of} of its plan ${f.plan}. ${renewal} ${then}`,
      forecast: `${f.company} has used ${of} of its plan ${f.plan}. At this pace the limit is reached before the renewal. ${renewal} ${then}`,
    }[f.threshold];
    return {
      subject,
      fact,
      action: { lead: 'See the usage day by day, or change the plan:', button: 'Open plan and usage' },
      why: `You get this because you look after the plan of ${f.company}.`,
    };
  },
  es: (f) => {
    const thing = things.es[f.meter];
    const of = `${number('es', f.used)} de ${number('es', f.limit)} ${thing}`;
    const renewal = `El plan se renueva el ${day('es', f.renewsOn)}.`;
    const then = f.goesOn ? 'Lo que lo supere se cobra al precio del plan.' : stops.es[f.meter];
    const subject = {
      '80': `Uso del plan: 80 % (${thing})`,
      '100': `Uso del plan: 100 % (${thing})`,
      forecast: `Uso del plan: puede no alcanzar hasta la renovación (${thing})`,
    }[f.threshold];
    const fact = {
      '80': `${f.company} ha usado ${of} de su plan ${f.plan}. ${renewal} ${then}`,
      '100': `${f.company} ha usado ${of} de su plan ${f.plan}. ${renewal} ${then}`,
      forecast: `${f.company} ha usado ${of} de su plan ${f.plan}. A este ritmo, el límite se alcanza antes de la renovación. ${renewal} ${then}`,
    }[f.threshold];
    return {
      subject,
      fact,
      action: { lead: 'Mira el uso día a día, o cambia de plan:', button: 'Abrir plan y uso' },
      why: `Recibes esto porque te ocupas del plan de ${f.company}.`,
    };
  },
};

const number = (language: Language, value: number) => new Intl.NumberFormat(language).format(value);
const day = (language: Language, date: string) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
