import { amount, defineWords } from '#web/lib/words.tsx';

export const scheduledWords = defineWords(
  {
    link: (n: number) => `Scheduled: ${amount('en', n)}`,
    title: 'Scheduled texts',
    none: 'Nothing waits for its time',
    noneHint: 'Write a text and choose “Schedule text” beside “Send”.',
    to: (names: string) => `To ${names}`,
  },
  {
    link: (n: number) => `Programados: ${amount('es', n)}`,
    title: 'Mensajes programados',
    none: 'Nada espera su hora',
    noneHint: 'Escribe un mensaje y elige «Programar mensaje» junto a «Enviar».',
    to: (names: string) => `Para ${names}`,
  },
);
