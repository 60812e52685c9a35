import { messageErrors, messageSettingsErrors } from '#contract/messages.ts';
import { defineRefusals } from '#web/lib/refusal-words.ts';

const m = messageErrors;
const s = messageSettingsErrors;

/** The refusals of texts in Spanish. A page of this feature imports it before it can meet one. */
defineRefusals({
  [m.empty.code]: 'No hay nada que enviar. Escribe un texto o adjunta un archivo.',
  [m.tooLong.code]: 'Un mensaje puede tener 1600 caracteres, firma incluida. Acórtalo.',
  [m.badCharacter.code]: 'El texto contiene un carácter que ningún teléfono puede mostrar. Quítalo y envíalo de nuevo.',
  [m.noRecipients.code]: 'Di para quién es.',
  [m.nobodyLeft.code]: 'Ninguna de estas personas puede recibirlo. Cada una aparece con su razón.',
  [m.optedOut.code]: 'Este contacto se dio de baja de los mensajes. Puede enviar START para volver.',
  [m.tooManySingles.code]: 'Un mensaje puede ir a 25 destinatarios sueltos. Reúne más en un grupo.',
  [m.recipientsLimit.code]:
    'Este mensaje tiene más destinatarios de los que permite tu plan. Envíalo a menos o mejora el plan.',
  [m.unknownContact.code]: 'Uno de estos contactos no existe.',
  [m.unknownGroup.code]: 'Uno de estos grupos no existe.',
  [m.restricted.code]:
    'Tu rol puede responder mensajes, pero no iniciar envíos a grupos. Pregunta a un administrador de tu empresa.',
  [m.noNumber.code]: 'Tu línea aún no tiene número. Llega en el minuto siguiente al registro.',
  [m.past.code]: 'Esa hora ya pasó. Elige una posterior.',
  [m.tooFar.code]: 'Un mensaje se puede programar hasta con un año de antelación.',
  [m.skippedHour.code]: 'Ese día los relojes se saltan esa hora. Elige una hora anterior o posterior.',
  [m.notScheduled.code]: 'Este mensaje ya no espera. Se envió o se canceló.',
  [m.notSending.code]: 'Este mensaje ya no se está enviando.',
  [m.keyReused.code]: 'Esta clave de idempotencia se usó para otro mensaje. Usa una nueva para cada uno.',
  [m.unknownMedia.code]: 'Un adjunto ya no está o ya se envió. Adjúntalo otra vez.',
  [m.tooManyMedia.code]: 'Un mensaje puede llevar 10 adjuntos.',
  [m.mediaMissing.code]: 'No llegó ningún archivo. Elige uno primero.',
  [m.mediaTooLarge.code]: 'Un adjunto puede pesar 5 MB. Elige un archivo más pequeño.',
  [m.mediaType.code]:
    'Los teléfonos no aceptan este tipo de archivo. Envía una imagen, un sonido, un vídeo, un PDF, una tarjeta de contacto o texto.',
  [m.labelShape.code]: 'Una etiqueta tiene de 1 a 40 caracteres; 20 son el máximo.',
  [s.responseTooLong.code]: 'Una respuesta automática tiene como máximo 160 caracteres.',
  [s.signatureTooLong.code]: 'Una firma tiene como máximo 160 caracteres.',
  [s.cellNeeded.code]: 'Los mensajes se pueden reenviar cuando tu móvil personal esté verificado.',
  [s.webhookAddress.code]:
    'Eso no es una dirección de internet. Empieza por https:// o http:// y nombra un servidor público.',
  [s.webhookMissing.code]: 'No hay ninguna dirección de webhook. Guarda una primero.',
  [s.changedElsewhere.code]:
    'Se cambió en otro lugar desde que lo abriste. Mira lo que hay ahora y guarda otra vez si aún quieres.',
  'plan.limits_reached': 'Se alcanzaron los límites de la cuenta.',
});
