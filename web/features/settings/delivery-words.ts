import { defineWords } from '#web/lib/words.tsx';

/** How a sent text or e-mail fares, and why it did not arrive. */
export const deliveryWords = defineWords(
  {
    textSending: 'The text is being handed to the phone network.',
    textSent: 'The text was handed to the phone network.',
    textDelivered: 'The text was delivered.',
    textDelayed: 'The phone network is not answering; we keep trying.',
    textFailed: 'The text was not delivered. Check the number, or send it again.',
    badRecipient: 'The phone network does not know this number. Correct it.',
    landline: 'This number cannot receive texts. Use a mobile.',
    optedOut: 'This number has opted out of texts from us. Text START to us from it, or use another number.',
    filtered: 'The phone network blocked the text as unwanted. Send it again later, or use another number.',
    senderTrouble: 'The phone network did not accept our sending number. Tell the person who runs this server.',
    networkDown: 'The phone network did not answer in time. Send a new code.',
    mailSending: 'The e-mail is being handed to the mail server.',
    mailSent: 'The e-mail was sent.',
    mailDelivered: 'The e-mail was delivered.',
    mailDelayed: 'The mail server is not answering; we keep trying.',
    mailFailed: 'The e-mail could not be delivered. Check the address, or send it again.',
    mailFailedWhy: (why: string) =>
      `The mail server refused the e-mail: “${why}”. Correct the address, or use another one.`,
  },
  {
    textSending: 'El mensaje se está entregando a la red telefónica.',
    textSent: 'El mensaje se entregó a la red telefónica.',
    textDelivered: 'El mensaje llegó.',
    textDelayed: 'La red telefónica no responde; seguimos intentándolo.',
    textFailed: 'El mensaje no llegó. Revisa el número o envíalo de nuevo.',
    badRecipient: 'La red telefónica no conoce este número. Corrígelo.',
    landline: 'Este número no puede recibir mensajes. Usa un móvil.',
    optedOut: 'Este número rechazó nuestros mensajes. Envíanos START desde él o usa otro número.',
    filtered: 'La red telefónica bloqueó el mensaje como no deseado. Envíalo más tarde o usa otro número.',
    senderTrouble: 'La red telefónica no aceptó nuestro número. Avisa a quien administra este servidor.',
    networkDown: 'La red telefónica no respondió a tiempo. Envía un código nuevo.',
    mailSending: 'El correo se está entregando al servidor de correo.',
    mailSent: 'El correo se envió.',
    mailDelivered: 'El correo llegó.',
    mailDelayed: 'El servidor de correo no responde; seguimos intentándolo.',
    mailFailed: 'El correo no se pudo entregar. Revisa la dirección o envíalo de nuevo.',
    mailFailedWhy: (why: string) =>
      `El servidor de correo rechazó el mensaje: «${why}». Corrige la dirección o usa otra.`,
  },
);
