import { defineRefusals } from '#web/lib/refusal-words.ts';
import { defineWords } from '#web/lib/words.tsx';

defineRefusals({
  'identity.ask_dead': 'Tardó demasiado, o se intentó demasiadas veces. Empieza de nuevo.',
  'identity.proof_wrong': 'Eso no demostró que eres tú. Revísalo, o usa otra forma.',
  'identity.app_code_wrong': 'Ese código no es correcto, o ya se usó. Espera al siguiente en la aplicación.',
  'identity.recovery_code_wrong': 'Ese código de recuperación no es correcto, o ya se usó.',
  'identity.passkey_refused': 'No se pudo comprobar esa llave de acceso. Inténtalo de nuevo, o usa otro dispositivo.',
  'identity.passkey_known': 'Esa llave de acceso ya está configurada.',
  'identity.too_many_factors': 'Ya hay diez formas. Quita una primero.',
  'identity.factor_required': 'Tu empresa exige la verificación en dos pasos. Añade otra forma antes de quitar esta.',
});

export const secondStepWords = defineWords(
  {
    title: 'One more step',
    byPasskey: 'Confirm with your fingerprint, face, screen lock or security key.',
    usePasskey: 'Use your passkey',
    passkeyStopped: 'The passkey was not used: the request was closed, or this device has none for Trunkline.',
    byApp: 'Type the six digits that your authenticator app shows for Trunkline.',
    appCode: 'Code from the app',
    byRecovery: 'Type one of the recovery codes you stored. Each works once.',
    recoveryCode: 'Recovery code',
    confirm: 'Confirm',
    orPasskey: 'Use your passkey instead',
    orApp: 'Use a code from your app instead',
    orRecovery: 'Use a recovery code instead',
    lost: 'Nothing left to prove it with? An admin of your company can reset two-step verification.',
    startAgain: 'Start again',
  },
  {
    title: 'Un paso más',
    byPasskey: 'Confirma con tu huella, tu cara, el bloqueo de pantalla o una llave de seguridad.',
    usePasskey: 'Usar tu llave de acceso',
    passkeyStopped:
      'La llave de acceso no se usó: la petición se cerró, o este dispositivo no tiene ninguna para Trunkline.',
    byApp: 'Escribe los seis dígitos que tu aplicación de autenticación muestra para Trunkline.',
    appCode: 'Código de la aplicación',
    byRecovery: 'Escribe uno de los códigos de recuperación que guardaste. Cada uno vale una vez.',
    recoveryCode: 'Código de recuperación',
    confirm: 'Confirmar',
    orPasskey: 'Usar tu llave de acceso',
    orApp: 'Usar un código de tu aplicación',
    orRecovery: 'Usar un código de recuperación',
    lost: '¿No te queda nada con que demostrarlo? Un administrador de tu empresa puede restablecer la verificación en dos pasos.',
    startAgain: 'Empezar de nuevo',
  },
);
