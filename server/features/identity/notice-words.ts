import type { Language } from '#contract/identity.ts';

export type CodeKind = 'cell' | 'password' | 'forgot';
export type NoticeKind =
  | 'email.proposed'
  | 'email.changed'
  | 'email.removed'
  | 'cell.proposed'
  | 'cell.changed'
  | 'cell.removed'
  | 'password.changed'
  | 'username.changed'
  | 'key.rotated'
  | 'key.made'
  | 'factor.added'
  | 'factor.removed'
  | 'recovery.used'
  | 'usernames';

/** What varies in a notice; each kind uses some. `url` is where its link leads. */
export interface NoticeFacts {
  readonly name: string;
  readonly newValue?: string;
  readonly token?: string;
  readonly usernames?: readonly string[];
}
export interface Facts extends NoticeFacts {
  readonly url: string;
}

/** One fact, one action, why it came. `button` is the action's words. */
export interface NoticeWords {
  readonly subject: string;
  readonly fact: string;
  readonly action?: { readonly lead: string; readonly button: string };
  readonly why: string;
  /** One click that ends such mails. */
  readonly off?: { readonly lead: string; readonly url: string };
}

export interface Catalogue {
  readonly code: (kind: CodeKind, code: string, minutes: number) => NoticeWords & { readonly text: string };
  readonly emailLink: (facts: { name: string; url: string }) => NoticeWords;
  readonly notice: Record<NoticeKind, (facts: Facts) => NoticeWords>;
}

const ifNotYou = 'If this was you, there is nothing to do.';

const en: Catalogue = {
  code: (kind, code, minutes) => {
    const does = { cell: 'verify this number', password: 'update your password', forgot: 'choose a new password' }[
      kind
    ];
    return {
      text: `${code} is your Trunkline code to ${does}. It is good for ${minutes} minutes. If you did not ask for it, ignore this text and tell nobody the code.`,
      subject: 'Your Trunkline code',
      fact: `${code} is your code to ${does}. It is good for ${minutes} minutes.`,
      why: 'You get this because somebody, most likely you, asked for a code for your Trunkline line. If it was not you, ignore this mail and tell nobody the code.',
    };
  },
  emailLink: ({ name }) => ({
    subject: 'Confirm this e-mail address',
    fact: `${name} wants to use this address for their Trunkline line.`,
    action: {
      lead: 'To confirm it, open this page and press its button. The link is good for 24 hours.',
      button: 'Confirm this address',
    },
    why: 'You get this because the address was typed into Trunkline. If it was not you, ignore this mail and nothing happens.',
  }),
  notice: {
    'email.proposed': (f) => ({
      subject: 'Your e-mail address is about to change',
      fact: `Somebody signed in as ${f.name} asked to change the address of their Trunkline line to ${f.newValue}. Until the new address is confirmed, this one stays.`,
      action: { lead: `${ifNotYou} If not, stop it here:`, button: 'Stop this change' },
      why: 'You get this because this is the address of the line.',
    }),
    'email.changed': (f) => ({
      subject: 'Your e-mail address was changed',
      fact: `The Trunkline line of ${f.name} now uses ${f.newValue}.`,
      action: { lead: `${ifNotYou} If not, take it back within 7 days:`, button: 'This was not me' },
      why: 'You get this because this was the address of the line until now.',
    }),
    'email.removed': (f) => ({
      subject: 'Your e-mail address was removed',
      fact: `The Trunkline line of ${f.name} no longer uses this address.`,
      action: { lead: `${ifNotYou} If not, take it back within 7 days:`, button: 'This was not me' },
      why: 'You get this because this was the address of the line until now.',
    }),
    'cell.proposed': (f) => ({
      subject: '',
      fact: `Trunkline: somebody signed in as ${f.name} asked to use a number ending in ${ending(f)} in place of this one. If it was not you, stop it: ${f.url}`,
      why: '',
    }),
    'cell.changed': (f) => ({
      subject: '',
      fact: `Trunkline: the personal cell of ${f.name} is now the number ending in ${ending(f)}. If it was not you, take it back within 7 days: ${f.url}`,
      why: '',
    }),
    'cell.removed': (f) => ({
      subject: '',
      fact: `Trunkline: this number is no longer the personal cell of ${f.name}. If it was not you, take it back within 7 days: ${f.url}`,
      why: '',
    }),
    'password.changed': (f) => ({
      subject: 'Your password was changed',
      fact: `Trunkline: the password of ${f.name} was changed.`,
      action: { lead: `${ifNotYou} If not, choose a new one now:`, button: 'Reset your password' },
      why: 'You get this because this is a way to reach the line.',
    }),
    'username.changed': (f) => ({
      subject: 'Your username was changed',
      fact: `You now sign in as ${f.newValue}. Your earlier username works for 30 more days, for signing in and for the API.`,
      action: {
        lead: `${ifNotYou} If not, sign in, change it back and reset your password:`,
        button: 'Open My Settings',
      },
      why: 'You get this because this is the address of the line.',
    }),
    'key.rotated': (f) => ({
      subject: 'Your API key was rotated',
      fact: `The Trunkline line of ${f.name} has a new API key.`,
      action: {
        lead: `${ifNotYou} If not, reset your password, then rotate the key again:`,
        button: 'Open My Settings',
      },
      why: 'You get this because this is the address of the line.',
    }),
    'key.made': (f) => ({
      subject: 'An API key was made',
      fact: `The Trunkline line of ${f.name} has a new API key named “${f.newValue}”.`,
      action: { lead: `${ifNotYou} If not, revoke it and reset your password:`, button: 'Open My Settings' },
      why: 'You get this because this is the address of the line.',
    }),
    'factor.added': (f) => ({
      subject: 'A way of two-step verification was added',
      fact: `Trunkline: “${f.newValue}” can now be the second step of ${f.name}.`,
      action: { lead: `${ifNotYou} If not, remove it and reset your password:`, button: 'Open My Settings' },
      why: 'You get this because this is a way to reach the line.',
    }),
    'factor.removed': (f) => ({
      subject: 'A way of two-step verification was removed',
      fact: `Trunkline: “${f.newValue}” is no longer a second step of ${f.name}.`,
      action: { lead: `${ifNotYou} If not, reset your password now:`, button: 'Open My Settings' },
      why: 'You get this because this is a way to reach the line.',
    }),
    'recovery.used': (f) => ({
      subject: 'A recovery code was used',
      fact: `Trunkline: somebody proved to be ${f.name} with a recovery code.`,
      action: { lead: `${ifNotYou} If not, reset your password now:`, button: 'Open My Settings' },
      why: 'You get this because this is a way to reach the line.',
    }),
    usernames: (f) => ({
      subject: 'Your username',
      fact: `Trunkline: you sign in as ${new Intl.ListFormat('en', { type: 'disjunction' }).format(f.usernames ?? [])}.`,
      action: { lead: 'Sign in here:', button: 'Sign in' },
      why: 'You get this because somebody, most likely you, asked for the usernames that belong here.',
    }),
  },
};

const siFuiste = 'Si fuiste tú, no tienes que hacer nada.';

const es: Catalogue = {
  code: (kind, code, minutes) => {
    const does = {
      cell: 'verificar este número',
      password: 'cambiar tu contraseña',
      forgot: 'elegir una contraseña nueva',
    }[kind];
    return {
      text: `${code} es tu código de Trunkline para ${does}. Vale ${minutes} minutos. Si no lo pediste, ignora este mensaje y no des el código a nadie.`,
      subject: 'Tu código de Trunkline',
      fact: `${code} es tu código para ${does}. Vale ${minutes} minutos.`,
      why: 'Recibes esto porque alguien, probablemente tú, pidió un código para tu línea de Trunkline. Si no fuiste tú, ignora este correo y no des el código a nadie.',
    };
  },
  emailLink: ({ name }) => ({
    subject: 'Confirma esta dirección de correo',
    fact: `${name} quiere usar esta dirección para su línea de Trunkline.`,
    action: {
      lead: 'Para confirmarla, abre esta página y pulsa su botón. El enlace vale 24 horas.',
      button: 'Confirmar esta dirección',
    },
    why: 'Recibes esto porque la dirección se escribió en Trunkline. Si no fuiste tú, ignora este correo y no pasará nada.',
  }),
  notice: {
    'email.proposed': (f) => ({
      subject: 'Tu dirección de correo está a punto de cambiar',
      fact: `Alguien que inició sesión como ${f.name} pidió cambiar la dirección de su línea de Trunkline a ${f.newValue}. Hasta que se confirme la nueva, esta sigue vigente.`,
      action: { lead: `${siFuiste} Si no, detenlo aquí:`, button: 'Detener este cambio' },
      why: 'Recibes esto porque esta es la dirección de la línea.',
    }),
    'email.changed': (f) => ({
      subject: 'Tu dirección de correo cambió',
      fact: `La línea de Trunkline de ${f.name} usa ahora ${f.newValue}.`,
      action: { lead: `${siFuiste} Si no, deshazlo en un plazo de 7 días:`, button: 'No fui yo' },
      why: 'Recibes esto porque esta era hasta ahora la dirección de la línea.',
    }),
    'email.removed': (f) => ({
      subject: 'Tu dirección de correo se quitó',
      fact: `La línea de Trunkline de ${f.name} ya no usa esta dirección.`,
      action: { lead: `${siFuiste} Si no, deshazlo en un plazo de 7 días:`, button: 'No fui yo' },
      why: 'Recibes esto porque esta era hasta ahora la dirección de la línea.',
    }),
    'cell.proposed': (f) => ({
      subject: '',
      fact: `Trunkline: alguien que inició sesión como ${f.name} pidió usar un número terminado en ${ending(f)} en lugar de este. Si no fuiste tú, detenlo: ${f.url}`,
      why: '',
    }),
    'cell.changed': (f) => ({
      subject: '',
      fact: `Trunkline: el móvil personal de ${f.name} es ahora el número terminado en ${ending(f)}. Si no fuiste tú, deshazlo en un plazo de 7 días: ${f.url}`,
      why: '',
    }),
    'cell.removed': (f) => ({
      subject: '',
      fact: `Trunkline: este número ya no es el móvil personal de ${f.name}. Si no fuiste tú, deshazlo en un plazo de 7 días: ${f.url}`,
      why: '',
    }),
    'password.changed': (f) => ({
      subject: 'Tu contraseña cambió',
      fact: `Trunkline: la contraseña de ${f.name} cambió.`,
      action: { lead: `${siFuiste} Si no, elige una nueva ahora:`, button: 'Restablecer tu contraseña' },
      why: 'Recibes esto porque es una vía para contactar con la línea.',
    }),
    'username.changed': (f) => ({
      subject: 'Tu nombre de usuario cambió',
      fact: `Ahora inicias sesión como ${f.newValue}. Tu nombre anterior funciona 30 días más, para iniciar sesión y para la API.`,
      action: {
        lead: `${siFuiste} Si no, inicia sesión, cámbialo y restablece tu contraseña:`,
        button: 'Abrir Mis ajustes',
      },
      why: 'Recibes esto porque esta es la dirección de la línea.',
    }),
    'key.rotated': (f) => ({
      subject: 'Tu clave de API se renovó',
      fact: `La línea de Trunkline de ${f.name} tiene una clave de API nueva.`,
      action: {
        lead: `${siFuiste} Si no, restablece tu contraseña y renueva la clave otra vez:`,
        button: 'Abrir Mis ajustes',
      },
      why: 'Recibes esto porque esta es la dirección de la línea.',
    }),
    'key.made': (f) => ({
      subject: 'Se creó una clave de API',
      fact: `La línea de Trunkline de ${f.name} tiene una clave de API nueva llamada «${f.newValue}».`,
      action: { lead: `${siFuiste} Si no, revócala y restablece tu contraseña:`, button: 'Abrir Mis ajustes' },
      why: 'Recibes esto porque esta es la dirección de la línea.',
    }),
    'factor.added': (f) => ({
      subject: 'Se añadió una forma de verificación en dos pasos',
      fact: `Trunkline: «${f.newValue}» puede ser ahora el segundo paso de ${f.name}.`,
      action: { lead: `${siFuiste} Si no, quítala y restablece tu contraseña:`, button: 'Abrir Mis ajustes' },
      why: 'Recibes esto porque es una vía para contactar con la línea.',
    }),
    'factor.removed': (f) => ({
      subject: 'Se quitó una forma de verificación en dos pasos',
      fact: `Trunkline: «${f.newValue}» ya no es un segundo paso de ${f.name}.`,
      action: { lead: `${siFuiste} Si no, restablece tu contraseña ahora:`, button: 'Abrir Mis ajustes' },
      why: 'Recibes esto porque es una vía para contactar con la línea.',
    }),
    'recovery.used': (f) => ({
      subject: 'Se usó un código de recuperación',
      fact: `Trunkline: alguien demostró ser ${f.name} con un código de recuperación.`,
      action: { lead: `${siFuiste} Si no, restablece tu contraseña ahora:`, button: 'Abrir Mis ajustes' },
      why: 'Recibes esto porque es una vía para contactar con la línea.',
    }),
    usernames: (f) => ({
      subject: 'Tu nombre de usuario',
      fact: `Trunkline: inicias sesión como ${new Intl.ListFormat('es', { type: 'disjunction' }).format(f.usernames ?? [])}.`,
      action: { lead: 'Inicia sesión aquí:', button: 'Iniciar sesión' },
      why: 'Recibes esto porque alguien, probablemente tú, pidió los nombres de usuario de este contacto.',
    }),
  },
};

const ending = (facts: NoticeFacts) => (facts.newValue ?? '').slice(-4);

export const noticeWords: Record<Language, Catalogue> = { en, es };
