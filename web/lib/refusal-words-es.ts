import type { commonErrors, ErrorSpec } from '#contract/endpoint.ts';
import type { identityErrors } from '#contract/identity.ts';
import type { settingsErrors } from '#contract/settings.ts';
import { span } from './format-time.ts';
import { type Detail, limitsWords } from './limits-words.ts';
import type { webErrors } from './web-errors.ts';
import { plural } from './words.tsx';

type CodesIn<T extends Record<string, ErrorSpec>> = T[keyof T]['code'];
type KnownCode =
  | CodesIn<typeof commonErrors>
  | CodesIn<typeof identityErrors>
  | CodesIn<typeof settingsErrors>
  | CodesIn<typeof webErrors>;

const after = (detail: Detail, say: (time: string) => string, otherwise: string) =>
  typeof detail.retryAfterSeconds === 'number' ? say(span(detail.retryAfterSeconds, 'es')) : otherwise;

/** Comes with the language. A refusal added to the contract does not compile until it is said in Spanish. */
export const spanish: Record<KnownCode, string | ((detail: Detail) => string)> = {
  'request.invalid': 'Algo en la solicitud no es como debería.',
  'request.not_found': 'No hay nada en esta dirección.',
  'request.too_large': 'La solicitud es más grande de lo que aquí se permite.',
  'request.unsupported_media': 'Envía el contenido como JSON.',
  'request.too_many': (d) =>
    after(
      d,
      (time) => `Demasiadas solicitudes. Espera ${time} e inténtalo de nuevo.`,
      'Demasiadas solicitudes. Espera un poco e inténtalo de nuevo.',
    ),
  'plan.limits_reached': (d) => limitsWords(d, 'es'),
  'request.cross_origin': 'Esta solicitud vino de otro sitio y no se llevó a cabo.',
  'server.fault': 'Algo falló de nuestro lado. Quedó registrado; inténtalo de nuevo en un momento.',
  'web.offline': 'No se puede llegar al servidor. Lo que escribiste se conserva; inténtalo de nuevo en un momento.',
  'web.strange_answer': 'El servidor dio una respuesta que aquí no tiene sentido. Inténtalo de nuevo en un momento.',
  'web.broken': 'Algo falló en esta página. Vuelve a cargarla.',
  'identity.sign_in_needed': 'Inicia sesión para hacer esto.',
  'identity.second_step_missing':
    'Tu empresa pide a todas las personas la verificación en dos pasos. Configúrala primero; después se abre lo demás.',
  'identity.not_allowed': 'Tu función no permite esto. Pídelo a un administrador de tu empresa.',
  'identity.scope_needed':
    'Esta clave de API no tiene permiso para esto. Crea una clave con el permiso que hace falta.',
  'identity.proof_needed': 'Confirma que eres tú y esto seguirá adelante.',
  'identity.wrong_credentials':
    'Ese nombre de usuario y esa contraseña no coinciden. Revisa ambos o restablece tu contraseña.',
  'identity.too_many_attempts': (d) =>
    after(
      d,
      (time) => `Demasiados intentos. Espera ${time} o restablece tu contraseña.`,
      'Demasiados intentos. Espera antes de volver a intentarlo o restablece tu contraseña.',
    ),
  'identity.wrong_password': 'Esa no es tu contraseña actual.',
  'identity.second_step_needed': 'Tu contraseña es correcta. Ahora se pide el segundo paso.',
  'identity.suspended': 'Esta línea está suspendida. Consulta a un administrador de tu empresa.',
  'identity.sign_up_closed': 'Aquí no se pueden registrar empresas nuevas. Consulta a quien administra este servidor.',
  'identity.username_taken': 'Ese nombre de usuario está ocupado o se parece demasiado a uno que lo está. Elige otro.',
  'identity.username_held': 'Ese nombre de usuario se dejó hace poco y se reserva para su último dueño. Elige otro.',
  'identity.username_reserved': 'Ese nombre de usuario está reservado. Elige otro.',
  'identity.username_shape': 'Usa de 3 a 64 letras, cifras y . _ - @ + en el nombre de usuario.',
  'identity.name_shape': 'Un nombre tiene de 1 a 120 caracteres visibles.',
  'identity.password_short': 'Usa al menos 8 caracteres.',
  'identity.password_long': 'Usa como máximo 256 caracteres.',
  'identity.password_guessable':
    'Esa contraseña es fácil de adivinar. Añade palabras o deja que un gestor de contraseñas cree una.',
  'identity.password_breached': 'Esa contraseña está en las listas que los atacantes prueban primero. Elige otra.',
  'identity.password_same': 'Esa es la contraseña que ya tienes. Elige otra.',
  'identity.number_shape': 'Ese no es un número de teléfono completo. Escríbelo con su código de área.',
  'identity.number_premium': 'Los números de tarificación especial no pueden recibir códigos. Usa tu propio celular.',
  'identity.number_emergency': 'Desde aquí no se puede llamar ni escribir a números de emergencia o de servicio.',
  'identity.number_country': 'Desde aquí no se envían mensajes a ese país. Usa un número de tu región.',
  'identity.number_landline':
    'Ese no es un número de celular. Los códigos llegan como mensaje de texto, así que usa un celular.',
  'identity.number_ours':
    'Ese número lo atiende Trunkline, así que sus códigos llegarían a la cuenta a la que quizá no puedas entrar. Usa tu propio celular.',
  'identity.email_shape': 'Esa no es una dirección de correo. Tiene la forma nombre@example.com.',
  'identity.email_taken': 'Otra línea usa esa dirección de correo. Usa otra.',
  'identity.code_wrong': (d) =>
    typeof d.triesLeft === 'number'
      ? `Ese código no es correcto. ${plural('es', d.triesLeft, { one: 'Queda 1 intento.', other: `Quedan ${d.triesLeft} intentos.` })}`
      : 'Ese código no es correcto.',
  'identity.code_replaced': 'Ese código fue sustituido por uno más nuevo. Usa el del último mensaje.',
  'identity.code_expired': 'Ese código caducó. Envía uno nuevo.',
  'identity.code_used_up': 'Ese era el último intento con este código. Envía uno nuevo.',
  'identity.code_none': 'No hay ningún código en espera. Envía uno nuevo.',
  'identity.guesses_spent': (d) =>
    after(
      d,
      (time) => `Demasiados códigos equivocados. Espera ${time} antes de volver a intentarlo.`,
      'Demasiados códigos equivocados. Espera antes de volver a intentarlo.',
    ),
  'identity.codes_too_soon': (d) =>
    after(
      d,
      (time) => `Se envió un código hace un momento. Espera ${time} antes de enviar otro.`,
      'Se envió un código hace un momento. Espera antes de enviar otro.',
    ),
  'identity.codes_spent': (d) =>
    after(
      d,
      (time) => `Se pidieron demasiados códigos. Espera ${time} antes de pedir otro.`,
      'Se pidieron demasiados códigos. Espera antes de pedir otro.',
    ),
  'identity.codes_stopped':
    'Los códigos a este país están en pausa por hoy porque demasiados no se usaron. Inténtalo mañana o consulta a quien administra este servidor.',
  'identity.reset_wrong': 'Ese código es incorrecto, ya se usó o es demasiado antiguo. Revísalo o empieza de nuevo.',
  'identity.link_dead': 'Este enlace ya no sirve: se usó, se sustituyó o es demasiado antiguo.',
  'settings.changed_elsewhere':
    'Esto se cambió en otro lugar desde que lo abriste. Mira lo que hay ahora y guarda de nuevo si todavía quieres.',
  'settings.picture_too_large': 'Ese archivo pesa más de 10 MB. Elige uno más pequeño.',
  'settings.picture_pixels': 'Esa imagen tiene más de 50 megapíxeles. Redúcela y elígela de nuevo.',
  'settings.picture_unreadable': 'Ese archivo no es una imagen que se pueda leer. Usa JPEG, PNG, WebP, GIF o AVIF.',
  'settings.picture_svg': 'Los dibujos SVG no se pueden usar como foto. Usa JPEG, PNG, WebP, GIF o AVIF.',
  'settings.picture_missing': 'La solicitud llegó sin archivo. Elige uno primero.',
  'settings.cell_same': 'Ese es el número que ya tienes.',
  'settings.cell_needed':
    'Este número es la única forma de recuperar tu cuenta. Verifica primero una dirección de correo.',
  'settings.nothing_waiting': 'Ya no hay nada en espera. Se confirmó, se canceló o se sustituyó.',
  'settings.email_same': 'Esa es la dirección que ya tienes.',
  'settings.no_channel': 'No hay celular ni correo verificado al que enviar un código. Usa tu contraseña actual.',
  'settings.password_proof': 'Escribe el código o tu contraseña actual.',
  'settings.time_zone_unknown': 'Esa no es una zona horaria. Elige una de la lista.',
  'settings.key_name_shape': 'Dale a la clave un nombre de 1 a 60 caracteres.',
  'settings.key_rate_range':
    'Una clave hace al menos una llamada por minuto, y como mucho las que este servidor permite a cada una.',
  'settings.too_many_keys': 'Una línea puede tener 50 claves. Revoca una que no uses.',
};
