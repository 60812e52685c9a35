import { defineWords } from '#web/lib/words.tsx';

/** The mailbox page, in each language. */
export const mailboxWords = defineWords(
  {
    title: 'Mailbox',
    about: 'No mail server is connected, so what the product mails is kept here and goes nowhere.',
    list: 'Mails',
    to: (address: string) => `To ${address}`,
    filter: 'Show mail to',
    filterHint: 'An e-mail address, or a part of one',
    nothingMatches: 'No mail here goes to such an address.',
    older: 'Show older mails',
    back: 'All mails',
    emptyTitle: 'Nothing has been mailed yet',
    emptyBody:
      'Sign up, change an e-mail address or ask for a forgotten username, and the mail arrives here within seconds. To send real mail, set SMTP_URL and start again.',
    view: 'How to show the mail',
    viewHtml: 'As designed',
    viewText: 'Plain text',
    frame: (subject: string) => `The mail "${subject}"`,
    goneTitle: 'This mail is not here',
    goneBody: 'Its address may be mistyped, or it was in another database.',
  },
  {
    title: 'Buzón',
    about: 'No hay ningún servidor de correo conectado: lo que el producto envía se guarda aquí y no sale.',
    list: 'Correos',
    to: (address: string) => `Para ${address}`,
    filter: 'Mostrar el correo para',
    filterHint: 'Una dirección de correo, o una parte de ella',
    nothingMatches: 'Ningún correo de aquí va a esa dirección.',
    older: 'Mostrar correos anteriores',
    back: 'Todos los correos',
    emptyTitle: 'Todavía no se ha enviado ningún correo',
    emptyBody:
      'Crea una cuenta, cambia un correo o pide un nombre de usuario olvidado, y el correo llega aquí en unos segundos. Para enviar correo de verdad, define SMTP_URL y vuelve a iniciar.',
    view: 'Cómo mostrar el correo',
    viewHtml: 'Con diseño',
    viewText: 'Solo texto',
    frame: (subject: string) => `El correo «${subject}»`,
    goneTitle: 'Este correo no está aquí',
    goneBody: 'Puede que su dirección esté mal escrita, o que estuviera en otra base de datos.',
  },
);
