import type { PathStep } from '#contract/message-settings.ts';
import { defineWords } from '#web/lib/words.tsx';

/** What happens to a text, step by step. A step says what it does, or why it does not. */
export const pathWords = defineWords(
  {
    arrives: 'The text arrives at your number.',
    counted: 'It counts as a message of your plan.',
    from_cell: 'It comes from your own cell: it goes on as your answer.',
    screened: 'You blocked this sender. The text is dropped.',
    opt_out: 'It is an opt-out word. They get no more texts from you, and one confirmation.',
    opt_in: 'It is an opt-in word. They can get texts from you again, and one confirmation.',
    help: 'It asks for help. They are told your company’s name and how to stop.',
    join_asked: 'It is a group’s keyword. They are asked to confirm with YES.',
    join_confirmed: 'It confirms. They join the group.',
    leaves_group: 'They leave the group.',
    turned_off: 'You stopped incoming texts. The text is dropped.',
    kept: 'It is kept in your inbox, and you are told.',
    flagged: 'It sounds like a wish to get no more texts, and is marked so.',
    forwarded: 'It is forwarded to your cell.',
    auto_response: 'They get your automatic response.',
    webhook: 'Your webhook address is told.',
    not_counted: 'It does not count.',
    not_kept: 'It is not kept.',
    not_forwarded: 'It is not forwarded to your cell.',
    not_auto_response: 'They get no automatic response.',
    not_webhook: 'Your webhook address is not told.',
    notStep: 'This does not apply.',
    withDetail: (sentence: string, detail: string) => `${sentence} “${detail}”`,
    because: (sentence: string, why: string) => `${sentence} ${why}`,
    why_off: 'This is switched off.',
    why_keyword: 'The text is a keyword.',
    why_short_code: 'The sender is a short code or a name, which cannot be answered.',
    why_interval: 'They got it within the last 4 hours.',
    why_open: 'Your company is open then.',
    why_automatic: 'The sender looks automatic.',
    why_own_cell: 'The sender is your own cell.',
    why_blocked: 'The sender is blocked.',
    why_no_cell: 'You have no verified cell.',
    why_loop: 'It would go round in a circle.',
  },
  {
    arrives: 'El mensaje llega a tu número.',
    counted: 'Cuenta como mensaje de tu plan.',
    from_cell: 'Viene de tu propio móvil: sigue como respuesta tuya.',
    screened: 'Bloqueaste a este remitente. El mensaje se descarta.',
    opt_out: 'Es una palabra de baja. No recibirá más mensajes tuyos, y sí una confirmación.',
    opt_in: 'Es una palabra de alta. Puede volver a recibir mensajes tuyos, y recibe una confirmación.',
    help: 'Pide ayuda. Se le dice el nombre de tu empresa y cómo darse de baja.',
    join_asked: 'Es la palabra clave de un grupo. Se le pide que confirme con YES.',
    join_confirmed: 'Confirma. Se une al grupo.',
    leaves_group: 'Deja el grupo.',
    turned_off: 'Detuviste los mensajes entrantes. El mensaje se descarta.',
    kept: 'Se guarda en tus mensajes y se te avisa.',
    flagged: 'Parece que no quiere más mensajes, y así se marca.',
    forwarded: 'Se reenvía a tu móvil.',
    auto_response: 'Recibe tu respuesta automática.',
    webhook: 'Se avisa a tu dirección de webhook.',
    not_counted: 'No cuenta.',
    not_kept: 'No se guarda.',
    not_forwarded: 'No se reenvía a tu móvil.',
    not_auto_response: 'No recibe respuesta automática.',
    not_webhook: 'No se avisa a tu dirección de webhook.',
    notStep: 'Esto no se aplica.',
    withDetail: (sentence: string, detail: string) => `${sentence} «${detail}»`,
    because: (sentence: string, why: string) => `${sentence} ${why}`,
    why_off: 'Está desactivado.',
    why_keyword: 'El mensaje es una palabra clave.',
    why_short_code: 'El remitente es un número corto o un nombre y no se le puede responder.',
    why_interval: 'La recibió en las últimas 4 horas.',
    why_open: 'Tu empresa está abierta entonces.',
    why_automatic: 'El remitente parece automático.',
    why_own_cell: 'El remitente es tu propio móvil.',
    why_blocked: 'El remitente está bloqueado.',
    why_no_cell: 'No tienes un móvil verificado.',
    why_loop: 'Daría vueltas en círculo.',
  },
);
type Words = (typeof pathWords)['en'] | (typeof pathWords)['es'];

const skipped: Partial<Record<PathStep['step'], keyof Words>> = {
  counted: 'not_counted',
  kept: 'not_kept',
  forwarded: 'not_forwarded',
  auto_response: 'not_auto_response',
  webhook: 'not_webhook',
};

/** A step as a sentence. */
export function stepSentence(step: PathStep, words: Words): string {
  const own = words[step.does === 'happens' ? step.step : (skipped[step.step] ?? 'notStep')];
  const sentence = typeof own === 'string' ? own : words.notStep;
  const why = step.why === null ? undefined : Reflect.get(words, `why_${step.why}`);
  const told = typeof why === 'string' ? words.because(sentence, why) : sentence;
  return step.detail === null || step.does === 'skipped' ? told : words.withDetail(told, step.detail);
}
