import type { Language } from '#contract/identity.ts';
import type { MissReason } from '#contract/voice.ts';

export interface CallMailFacts {
  /** Name and number, as far as they are known; '' for a hidden number. */
  readonly who: string;
  readonly company: string;
  /** When it rang. */
  readonly at: Date;
  readonly timeZone: string;
  readonly reason: MissReason | null;
  readonly voicemail: { readonly seconds: number; readonly transcript: string | null } | undefined;
  /** Where one click turns these mails off. */
  readonly off: string;
}

interface LetterWords {
  readonly subject: string;
  readonly fact: string;
  readonly action: { readonly lead: string; readonly button: string };
  readonly why: string;
  readonly off: { readonly lead: string; readonly url: string };
}

/** One mail about one call. */
export function callMailWords(language: Language, facts: CallMailFacts): LetterWords {
  const when = new Intl.DateTimeFormat(language === 'es' ? 'es-US' : 'en-US', {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: facts.timeZone,
  }).format(facts.at);
  return (language === 'es' ? spanish : english)(facts, when);
}

function english(facts: CallMailFacts, when: string): LetterWords {
  const who = facts.who || 'Somebody with a hidden number';
  const common = {
    why: `You get this because call e-mails are on for your Trunkline line at ${facts.company}.`,
    off: { lead: 'Turn call e-mails off', url: facts.off },
  };
  if (!facts.voicemail)
    return {
      ...common,
      subject: `Missed call from ${who}`,
      fact: `${who} called on ${when}. ${whyEn[facts.reason ?? 'no_answer'] ?? whyEn.no_answer}`,
      action: { lead: 'The call is in your list of calls.', button: 'Open calls' },
    };
  const length = Math.max(1, Math.round(facts.voicemail.seconds));
  const draft =
    facts.voicemail.transcript === null
      ? ''
      : ` As written down by a machine (a draft): “${facts.voicemail.transcript}”`;
  return {
    ...common,
    subject: `Voicemail from ${who}`,
    fact: `${who} called on ${when} and left a voicemail of ${length} ${length === 1 ? 'second' : 'seconds'}.${draft}`,
    action: { lead: 'Listen to it in your list of calls.', button: 'Listen' },
  };
}

function spanish(facts: CallMailFacts, when: string): LetterWords {
  const who = facts.who || 'Alguien con número oculto';
  const common = {
    why: `Recibes esto porque los correos de llamadas están activados para tu línea de Trunkline en ${facts.company}.`,
    off: { lead: 'Desactivar los correos de llamadas', url: facts.off },
  };
  if (!facts.voicemail)
    return {
      ...common,
      subject: `Llamada perdida de ${who}`,
      fact: `${who} llamó el ${when}. ${whyEs[facts.reason ?? 'no_answer'] ?? whyEs.no_answer}`,
      action: { lead: 'La llamada está en tu lista de llamadas.', button: 'Abrir llamadas' },
    };
  const length = Math.max(1, Math.round(facts.voicemail.seconds));
  const draft =
    facts.voicemail.transcript === null
      ? ''
      : ` Transcrito por una máquina (borrador): «${facts.voicemail.transcript}»`;
  return {
    ...common,
    subject: `Mensaje de voz de ${who}`,
    fact: `${who} llamó el ${when} y dejó un mensaje de voz de ${length} ${length === 1 ? 'segundo' : 'segundos'}.${draft}`,
    action: { lead: 'Escúchalo en tu lista de llamadas.', button: 'Escuchar' },
  };
}

type Why = { readonly no_answer: string } & { readonly [K in MissReason]?: string };

const whyEn: Why = {
  no_answer: 'Nobody answered.',
  abandoned_ringing: 'They hung up while it rang.',
  abandoned_greeting: 'They hung up during the greeting.',
  voicemail_too_short: 'They left no message.',
  voicemail_lost: 'They may have left a message, but its recording did not arrive.',
  busy: 'Your telephone was busy.',
  declined: 'The call was declined.',
  unreachable: 'Your telephone could not be reached.',
  after_hours: 'It was outside your business hours.',
  do_not_disturb: 'Do not disturb was on.',
  no_minutes: 'The plan has no minutes left to forward calls.',
  nobody: 'No telephone was set to ring.',
  screened: 'They pressed no key when asked to.',
};
const whyEs: Why = {
  no_answer: 'Nadie contestó.',
  abandoned_ringing: 'Colgó mientras sonaba.',
  abandoned_greeting: 'Colgó durante el saludo.',
  voicemail_too_short: 'No dejó ningún mensaje.',
  voicemail_lost: 'Quizá dejó un mensaje, pero su grabación no llegó.',
  busy: 'Tu teléfono estaba ocupado.',
  declined: 'La llamada fue rechazada.',
  unreachable: 'No se pudo localizar tu teléfono.',
  after_hours: 'Fue fuera de tu horario.',
  do_not_disturb: 'No molestar estaba activado.',
  no_minutes: 'Al plan no le quedan minutos para desviar llamadas.',
  nobody: 'Ningún teléfono estaba puesto para sonar.',
  screened: 'No pulsó ninguna tecla cuando se le pidió.',
};
