import { defineWords } from '#web/lib/words.tsx';

export const callWords = defineWords(
  {
    telephone: 'Telephone',
    whom: 'Line to call',
    call: 'Call',
    rings: (who: string) => `${who} is calling`,
    calls: (who: string) => `Calling ${who}`,
    talks: (who: string) => `Connected with ${who}`,
    answer: 'Answer',
    decline: 'Decline',
    hangUp: 'Hang up',
    letRing: 'Do nothing to let it ring.',
    clip: 'Speak a sample',
    key: (key: string) => `Press ${key}`,
    noMicrophone: 'No microphone here: speak a sample instead. You hear the other side.',
  },
  {
    telephone: 'Teléfono',
    whom: 'Línea a la que llamar',
    call: 'Llamar',
    rings: (who: string) => `Llama ${who}`,
    calls: (who: string) => `Llamando a ${who}`,
    talks: (who: string) => `En llamada con ${who}`,
    answer: 'Contestar',
    decline: 'Rechazar',
    hangUp: 'Colgar',
    letRing: 'No hagas nada para dejarlo sonar.',
    clip: 'Decir una muestra',
    key: (key: string) => `Pulsar ${key}`,
    noMicrophone: 'Aquí no hay micrófono: di una muestra. Oyes a la otra parte.',
  },
);
