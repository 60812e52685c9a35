import type { Language } from '#contract/identity.ts';

/** What callers and the called hear, spoken by the carrier. */
export interface SpokenWords {
  readonly screen: string;
  readonly notScreened: string;
  readonly press: (company: string) => string;
  /** Told to who takes a forwarded call when the plan's minutes are few. */
  readonly fewMinutes: (minutes: number) => string;
  /** Told to the caller when they are used up. */
  readonly minutesOver: string;
  /** Told to the other side where the connection is lost on ours. */
  readonly brokeOff: string;
  readonly sorry: string;
  readonly closed: string;
  readonly thanks: string;
  readonly nothingHeard: string;
}

const en: SpokenWords = {
  screen: 'Press 1 to be connected.',
  notScreened: 'The key 1 was not pressed. Goodbye.',
  press: (company) => `A call for ${company}. Press 1 to take it.`,
  fewMinutes: (minutes) =>
    minutes === 1 ? 'This call can last one minute.' : `This call can last ${minutes} minutes.`,
  minutesOver: 'This call has to end here. Call again later. Goodbye.',
  brokeOff: 'The connection was lost. Please call again. Goodbye.',
  sorry: 'Nobody can take your call right now. Call again later. Goodbye.',
  closed: 'We are closed right now. Call again during our business hours. Goodbye.',
  thanks: 'Thank you. Your message was recorded. Goodbye.',
  nothingHeard: 'No message was recorded. Goodbye.',
};

const es: SpokenWords = {
  screen: 'Pulse 1 para que le comuniquemos.',
  notScreened: 'No se ha pulsado la tecla 1. Adiós.',
  press: (company) => `Una llamada para ${company}. Pulse 1 para atenderla.`,
  fewMinutes: (minutes) =>
    minutes === 1 ? 'Esta llamada puede durar un minuto.' : `Esta llamada puede durar ${minutes} minutos.`,
  minutesOver: 'Esta llamada tiene que terminar aquí. Llame más tarde. Adiós.',
  brokeOff: 'Se ha perdido la conexión. Vuelva a llamar, por favor. Adiós.',
  sorry: 'Ahora nadie puede atender su llamada. Llame más tarde. Adiós.',
  closed: 'Ahora está cerrado. Llame en nuestro horario. Adiós.',
  thanks: 'Gracias. Su mensaje se ha grabado. Adiós.',
  nothingHeard: 'No se ha grabado ningún mensaje. Adiós.',
};

export const spokenWords: Readonly<Record<Language, SpokenWords>> = { en, es };
