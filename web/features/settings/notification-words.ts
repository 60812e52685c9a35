import { defineWords } from '#web/lib/words.tsx';

export const notificationWords = defineWords(
  {
    enable: 'Enable Email Notifications',
    goTo: (address: string) => `They go to ${address}.`,
    notVerified: 'They start once your e-mail address is verified.',
    desktop: 'Desktop notifications',
    desktopAbout: 'A note from your system for new texts and calls.',
    desktopBlocked:
      'This browser blocks notifications from Trunkline. Allow them in the site settings (the icon before the address), then turn this on.',
    desktopAsk: 'Your setting is on, but this browser has not been asked yet.',
    askBrowser: 'Ask this browser',
    desktopMissing: 'This browser has no desktop notifications.',
    sound: 'Sound',
    soundAbout: 'A short sound for new texts.',
    playSample: 'Play a sample',
  },
  {
    enable: 'Activar las notificaciones por correo',
    goTo: (address: string) => `Van a ${address}.`,
    notVerified: 'Empiezan cuando tu correo esté verificado.',
    desktop: 'Notificaciones de escritorio',
    desktopAbout: 'Un aviso de tu sistema para mensajes y llamadas nuevos.',
    desktopBlocked:
      'Este navegador bloquea las notificaciones de Trunkline. Permítelas en los ajustes del sitio (el icono ante la dirección) y activa esto.',
    desktopAsk: 'Está activado, pero aún no se ha pedido permiso a este navegador.',
    askBrowser: 'Pedir permiso',
    desktopMissing: 'Este navegador no tiene notificaciones de escritorio.',
    sound: 'Sonido',
    soundAbout: 'Un sonido breve para los mensajes nuevos.',
    playSample: 'Oír una muestra',
  },
);
