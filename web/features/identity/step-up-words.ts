import { defineWords } from '#web/lib/words.tsx';

export const stepUpWords = defineWords(
  {
    password: 'Password',
    proveTitle: 'Confirm that it is you',
    proveText:
      'This touches the safety of your account, so your password is asked for once more. It then holds for ten minutes.',
    proveByFactor: 'This touches the safety of your account. What you prove now holds for ten minutes.',
    proveButton: 'Confirm',
    cancel: 'Cancel',
    close: 'Close',
  },
  {
    password: 'Contraseña',
    proveTitle: 'Confirma que eres tú',
    proveText:
      'Esto toca la seguridad de tu cuenta, así que se pide tu contraseña una vez más. Después vale por diez minutos.',
    proveByFactor: 'Esto toca la seguridad de tu cuenta. Lo que demuestres ahora vale por diez minutos.',
    proveButton: 'Confirmar',
    cancel: 'Cancelar',
    close: 'Cerrar',
  },
);
