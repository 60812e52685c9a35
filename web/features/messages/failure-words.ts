import type { Failure } from '#contract/messages.ts';
import { defineWords } from '#web/lib/words.tsx';

/** Why a text did not reach somebody, in plain words, and what to do next. */
export const failureWords = defineWords(
  {
    bad_recipient: 'This number does not exist or is not in service. Check it with the person.',
    bad_sender: 'The carrier does not let your number send texts there. Ask the person who runs this server.',
    opted_out: 'They opted out of your texts. They can text START to come back.',
    landline: 'This is a landline, and landlines receive no texts. Call instead, or ask for a mobile number.',
    too_long: 'The carrier found the text too long. Shorten it and send it again.',
    filtered:
      'The phone network took it for spam. Say who you are, leave out short links and capitals, and send it again.',
    unregistered: 'Your number is not registered for business texts yet. Ask the person who runs this server.',
    credentials:
      'The carrier refused our sign-in. Ask the person who runs this server to look at the carrier settings.',
    too_fast: 'Too many texts went out at once. Wait a minute and send it again.',
    unavailable: 'The phone was off or out of reach for too long. Send it again later.',
    other: 'The carrier gave no reason. Send it again; if it fails again, try another number of theirs.',
    stopped: 'The send was stopped before their turn came.',
  } satisfies Record<Failure, string>,
  {
    bad_recipient: 'Este número no existe o no está en servicio. Compruébalo con la persona.',
    bad_sender: 'El operador no permite que tu número envíe mensajes allí. Pregunta a quien administra este servidor.',
    opted_out: 'Se dio de baja de tus mensajes. Puede enviar START para volver.',
    landline: 'Es un teléfono fijo y los fijos no reciben mensajes. Llama o pide un número móvil.',
    too_long: 'Al operador le pareció demasiado largo. Acórtalo y vuelve a enviarlo.',
    filtered: 'La red lo tomó por spam. Di quién eres, evita enlaces cortos y mayúsculas, y vuelve a enviarlo.',
    unregistered:
      'Tu número aún no está registrado para mensajes de empresa. Pregunta a quien administra este servidor.',
    credentials:
      'El operador rechazó nuestro acceso. Pide a quien administra este servidor que revise la configuración del operador.',
    too_fast: 'Salieron demasiados mensajes a la vez. Espera un minuto y vuelve a enviarlo.',
    unavailable: 'El teléfono estuvo apagado o sin cobertura demasiado tiempo. Envíalo más tarde.',
    other: 'El operador no dio ninguna razón. Envíalo otra vez; si vuelve a fallar, prueba con otro número suyo.',
    stopped: 'El envío se detuvo antes de que llegara su turno.',
  },
);
