import { defineWords } from '#web/lib/words.tsx';

// Apart from the cards' other words: they stand on the page before the cards themselves have come.

/** What each card is called. */
export const cardTitles = defineWords(
  {
    picture: 'Picture',
    name: 'My Name',
    username: 'Username',
    'time-zone': 'Time zone',
    language: 'Language',
    appearance: 'Appearance',
    cell: 'Personal cell',
    password: 'Password',
    'two-step': 'Two-step verification',
    email: 'E-mail',
    'call-emails': 'Call e-mails',
    'browser-notifications': 'In the browser',
    'api-key': 'API key',
    'named-keys': 'Named keys',
  },
  {
    picture: 'Foto',
    name: 'Mi nombre',
    username: 'Nombre de usuario',
    'time-zone': 'Zona horaria',
    language: 'Idioma',
    appearance: 'Apariencia',
    cell: 'Celular personal',
    password: 'Contraseña',
    'two-step': 'Verificación en dos pasos',
    email: 'Correo electrónico',
    'call-emails': 'Correos de llamadas',
    'browser-notifications': 'En el navegador',
    'api-key': 'Clave de API',
    'named-keys': 'Claves con nombre',
  },
);
export type CardId = keyof typeof cardTitles.en;

/** What each card is about. */
export const cardAbouts = defineWords(
  {
    picture: 'Shown beside your name inside your company. JPEG, PNG, WebP, GIF or AVIF, up to 10 MB.',
    name: 'What people in your company see, and how we address you.',
    username: 'What you sign in with. An e-mail address will do.',
    'time-zone': 'Times on every page and in e-mails are told in it.',
    language: 'For these pages, and for the e-mails and texts we send you.',
    appearance: 'How these pages look to you, on every device you sign in on.',
    cell: 'Your own mobile. It receives codes when you sign in or reset your password. Contacts never see it.',
    password: 'You are told by e-mail and text whenever it changes.',
    'two-step': 'After your password, sign-in asks for something only you have. It also protects changes on this page.',
    email: 'Where notices, missed calls and voicemails go. It also recovers your account.',
    'call-emails': 'An e-mail for each missed call and each voicemail, with the recording.',
    'browser-notifications': 'While Trunkline is open in a tab.',
    'api-key': 'Programs use it to act as you through the API. Whoever has it can do what you can.',
    'named-keys':
      'A key of its own for each program, allowed only what it needs. Stop one without touching the others.',
  },
  {
    picture: 'Se ve junto a tu nombre dentro de tu empresa. JPEG, PNG, WebP, GIF o AVIF, de hasta 10 MB.',
    name: 'Lo que ve la gente de tu empresa y cómo nos dirigimos a ti.',
    username: 'Con él inicias sesión. Puede ser un correo electrónico.',
    'time-zone': 'En ella se dicen las horas en todas las páginas y en los correos.',
    language: 'Para estas páginas y para los correos y mensajes de texto que te enviamos.',
    appearance: 'Cómo ves estas páginas en todos los dispositivos en los que inicias sesión.',
    cell: 'Tu propio móvil. Recibe códigos cuando inicias sesión o restableces la contraseña. Tus contactos nunca lo ven.',
    password: 'Te avisamos por correo y por mensaje de texto cada vez que cambia.',
    'two-step': 'Después de tu contraseña se pide algo que solo tú tienes. También protege los cambios de esta página.',
    email: 'Adonde van los avisos, las llamadas perdidas y los mensajes de voz. También recupera tu cuenta.',
    'call-emails': 'Un correo por cada llamada perdida y cada mensaje de voz, con la grabación.',
    'browser-notifications': 'Mientras Trunkline esté abierto en una pestaña.',
    'api-key': 'Los programas la usan para actuar como tú mediante la API. Quien la tenga puede hacer lo mismo que tú.',
    'named-keys': 'Una clave propia para cada programa, con solo lo que necesita. Detén una sin tocar las demás.',
  },
);
