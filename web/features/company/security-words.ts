import { defineWords } from '#web/lib/words.tsx';

export const securityWords = defineWords(
  {
    sessions: 'Sessions',
    sessionsAbout: 'Where you are signed in. Ending one signs it out with its next click.',
    thisOne: 'This one',
    unknownDevice: 'A device that does not say what it is',
    thisMachine: 'on the server itself',
    privateNetwork: 'in a private network',
    lastSeen: 'Last seen',
    started: 'signed in',
    end: 'End',
    endOf: (device: string) => `End the session of ${device}`,
    endOthers: 'End all other sessions',
    ended: 'Ended',
    onlyThis: 'You are signed in nowhere else.',
    timeline: 'Security timeline',
    timelineAbout:
      'What changed on your account: when, from where, and how it was proven. Nothing in it can be changed.',
    older: 'Show older entries',
    archive: 'Your data',
    archiveAbout:
      'Everything of your line as one zip file with a list of its contents and their hashes. It can be fetched for 24 hours.',
  },
  {
    sessions: 'Sesiones',
    sessionsAbout: 'Dónde tienes la sesión iniciada. Al terminar una, se cierra con el siguiente clic.',
    thisOne: 'Esta',
    unknownDevice: 'Un dispositivo que no dice qué es',
    thisMachine: 'en el propio servidor',
    privateNetwork: 'en una red privada',
    lastSeen: 'Última vez',
    started: 'iniciada',
    end: 'Terminar',
    endOf: (device: string) => `Terminar la sesión de ${device}`,
    endOthers: 'Terminar todas las demás sesiones',
    ended: 'Terminada',
    onlyThis: 'No tienes otra sesión iniciada.',
    timeline: 'Cronología de seguridad',
    timelineAbout: 'Qué cambió en tu cuenta: cuándo, desde dónde y cómo se demostró. Nada de esto se puede cambiar.',
    older: 'Mostrar anteriores',
    archive: 'Tus datos',
    archiveAbout:
      'Todo lo de tu línea en un archivo zip con la lista de su contenido y sus huellas. Se puede descargar durante 24 horas.',
  },
);
