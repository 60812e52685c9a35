import type { Language } from '#contract/identity.ts';

interface Words {
  optedOut(company: string): string;
  optedIn(company: string): string;
  help(company: string, line: string): string;
  joinAsked(company: string, group: string): string;
  leftGroup(company: string, group: string): string;
  /** Before a forwarded text: who sent it. */
  from(who: string, text: string, files: number): string;
  hint(who: string, keyword: string | null): string;
  nobodyToAnswer: string;
  notSent(why: string): string;
}

/** What the product itself texts. Each names the business, for carriers ask for it; short enough for one segment with usual names. */
export const replyWords: Record<Language, Words> = {
  en: {
    optedOut: (company) =>
      `${company}: you have opted out and will get no more texts from us. Reply START to come back.`,
    optedIn: (company) => `${company}: you are back and can get our texts again. Reply STOP to opt out, HELP for help.`,
    help: (company, line) =>
      `${company}: texts with ${line}. Answer here to reach us. Msg & data rates may apply. Reply STOP to opt out.`,
    joinAsked: (company, group) =>
      `${company}: reply YES to join "${group}". Texts may be marketing. Msg & data rates may apply. Reply STOP to opt out.`,
    leftGroup: (company, group) => `${company}: you have left "${group}".`,
    from: (who, text, files) =>
      `${who}: ${text}${files > 0 ? ` [${files === 1 ? '1 attachment' : `${files} attachments`}]` : ''}`,
    hint: (who, keyword) =>
      `Answer this text to reach ${who}.${keyword ? ` Begin with "${keyword}" to be sure it goes to them.` : ''} Hints can be turned off in Message Settings.`,
    nobodyToAnswer: 'Nobody has texted you lately, so there is nobody to answer. Begin with the keyword of a contact.',
    notSent: (why) => `Not sent: ${why}`,
  },
  es: {
    optedOut: (company) => `${company}: no recibirás más mensajes nuestros. Responde START para volver.`,
    optedIn: (company) =>
      `${company}: puedes volver a recibir mensajes. Responde STOP para darte de baja, HELP para ayuda.`,
    help: (company, line) =>
      `${company}: mensajes con ${line}. Responde para hablar con nosotros. Pueden aplicar tarifas. Responde STOP para darte de baja.`,
    joinAsked: (company, group) =>
      `${company}: responde YES para unirte a "${group}". Puede haber publicidad. Pueden aplicar tarifas. STOP para darte de baja.`,
    leftGroup: (company, group) => `${company}: has salido de "${group}".`,
    from: (who, text, files) =>
      `${who}: ${text}${files > 0 ? ` [${files === 1 ? '1 archivo' : `${files} archivos`}]` : ''}`,
    hint: (who, keyword) =>
      `Responde a este mensaje para contestar a ${who}.${keyword ? ` Empieza con "${keyword}" para asegurarte.` : ''} Estos consejos se apagan en Message Settings.`,
    nobodyToAnswer: 'Nadie te ha escrito últimamente. Empieza con la palabra clave de un contacto.',
    notSent: (why) => `No enviado: ${why}`,
  },
};
