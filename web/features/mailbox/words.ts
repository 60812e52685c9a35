import { defineWords } from '#web/lib/words.tsx';

/** The mailbox page, in each language. */
export const mailboxWords = defineWords(
  {
    title: 'Mailbox',
    about: 'No mail server is connected, so what the product mails is kept here and goes nowhere.',
    list: 'Mails',
    to: (address: string) => `To ${address}`,
    emptyTitle: 'Nothing has been mailed yet',
    emptyBody: 'Sign up or change an e-mail address and the link arrives here.',
    choose: 'Choose a mail to read it.',
    back: 'All mails',
  },
  {
    title: 'Buzón',
    about: 'No hay ningún servidor de correo conectado: lo que el producto envía se guarda aquí y no sale.',
    list: 'Correos',
    to: (address: string) => `Para ${address}`,
    emptyTitle: 'Todavía no se ha enviado ningún correo',
    emptyBody: 'Crea una cuenta o cambia un correo y el enlace llega aquí.',
    choose: 'Elige un correo para leerlo.',
    back: 'Todos los correos',
  },
);
