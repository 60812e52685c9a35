import { defineRefusals } from '#web/lib/refusal-words.ts';

defineRefusals({
  'voice.changed_elsewhere': 'Esto se cambió en otra pestaña hace un momento.',
  'voice.number_shape': 'Esto no es un número de teléfono. Escríbelo como (415) 555-0100 o +1 415 555 0100.',
  'voice.emergency': 'Aquí no se pueden hacer llamadas de emergencia. Usa un móvil o un teléfono fijo.',
  'voice.not_there': 'Desde aquí no se llama a este país ni a números con coste adicional.',
  'voice.own_number': 'Este es el número de tu propia línea.',
  'voice.no_number': 'Tu línea aún no tiene número, así que nadie vería quién llama. Está en camino.',
  'voice.on_call': 'Estás en una llamada. Cuelga primero.',
  'voice.too_many_calls': 'Muchas llamadas en poco tiempo. Espera un poco.',
  'voice.carrier_down': 'La red telefónica no responde. Prueba de nuevo en un momento.',
  'voice.unknown_call': 'No existe esa llamada.',
  'voice.taken': 'La llamada se contestó en otro dispositivo.',
  'voice.call_over': 'La persona que llamaba ha colgado.',
  'voice.unknown_voicemail': 'Este mensaje de voz ya no existe.',
  'voice.too_many_blocked': 'La lista de bloqueo admite 500 números. Quita alguno primero.',
  'voice.cannot_speak': 'Este servidor no tiene un programa que hable (flite o espeak-ng). Graba o sube un saludo.',
  'voice.greeting_missing': 'Elige primero un archivo de sonido.',
  'voice.greeting_not_sound':
    'Este archivo no se puede leer como sonido: envía un archivo WAV, de 16 bits o ley µ, mono o estéreo, de 8 a 48 kHz.',
  'voice.greeting_too_long': 'Un saludo dura como máximo 60 segundos. Este es más largo.',
  'voice.greeting_too_large': 'Este archivo es demasiado grande para un saludo.',
  'voice.greeting_empty': 'No se oye nada en él. Revisa el micrófono e inténtalo de nuevo.',
  'voice.link_invalid': 'Este enlace no está completo. Ábrelo de nuevo desde el correo o cámbialo en Mis ajustes.',
});
