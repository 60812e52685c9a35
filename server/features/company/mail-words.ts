import type { Role } from '#contract/endpoint.ts';
import type { Language } from '#contract/identity.ts';
import type { LetterOrder } from '#server/features/identity/index.ts';

type Words = LetterOrder['words'];
export interface Facts {
  readonly name: string;
  readonly company: string;
  readonly roles?: readonly Role[];
  readonly day?: string;
}
export type LineNews = 'roles' | 'suspended' | 'resumed' | 'reset' | 'removed' | 'deletion' | 'kept';

interface Catalogue {
  readonly invitation: (facts: { name: string; company: string; invitedBy: string }) => Words & { text: string };
  readonly news: Record<LineNews, (facts: Facts) => Words>;
}

const listOf = (language: Language, names: readonly string[]) => new Intl.ListFormat(language).format(names);
const rolesEn = (roles: readonly Role[] = []) => listOf('en', roles);
const spanishRoles = { admin: 'administrador', billing: 'facturación', member: 'miembro', restricted: 'restringido' };
const rolesEs = (roles: readonly Role[] = []) =>
  listOf(
    'es',
    roles.map((role) => spanishRoles[role]),
  );

const en: Catalogue = {
  invitation: ({ name, company, invitedBy }) => ({
    subject: `${invitedBy} invites you to ${company}`,
    fact: `${name}, ${invitedBy} invites you to a Trunkline line at ${company}: a business number of your own for texts and calls.`,
    action: {
      lead: 'Choose a username and a password on this page. The link is good for 7 days and for one person.',
      button: 'Accept the invitation',
    },
    why: 'You get this because somebody typed this address into Trunkline. If you do not know them, ignore it and nothing happens.',
    text: `${invitedBy} invites you to a Trunkline line at ${company}. Accept within 7 days:`,
  }),
  news: {
    roles: ({ company, roles }) => ({
      subject: 'Your roles changed',
      fact: `An admin of ${company} changed what your Trunkline line may do. Your roles are now: ${rolesEn(roles)}.`,
      action: { lead: 'See what that means on your page:', button: 'Open My Settings' },
      why: 'You get this because this is a way to reach the line.',
    }),
    suspended: ({ company }) => ({
      subject: 'Your line was suspended',
      fact: `An admin of ${company} suspended your Trunkline line. You cannot sign in until they let it in again.`,
      why: 'You get this because this is a way to reach the line. Ask an admin of your company why.',
    }),
    resumed: ({ company }) => ({
      subject: 'Your line is in use again',
      fact: `An admin of ${company} let your Trunkline line in again.`,
      action: { lead: 'Sign in here:', button: 'Sign in' },
      why: 'You get this because this is a way to reach the line.',
    }),
    reset: ({ company, name }) => ({
      subject: 'Choose a new password',
      fact: `An admin of ${company} started a password reset for the Trunkline line of ${name}. The old password no longer works.`,
      action: { lead: 'Ask for a code and choose a new password here:', button: 'Choose a new password' },
      why: 'You get this because this is a way to reach the line. Nobody but you sees the code or the new password.',
    }),
    removed: ({ company }) => ({
      subject: 'Your line was removed',
      fact: `An admin of ${company} removed your Trunkline line. For 7 days they can bring it back.`,
      why: 'You get this because this is a way to reach the line. Ask an admin of your company why.',
    }),
    deletion: ({ company, day }) => ({
      subject: `${company} will be deleted`,
      fact: `An admin started the deletion of ${company} on Trunkline. On ${day} all of its lines, numbers and conversations go, for good.`,
      action: { lead: 'Until then any admin can keep it:', button: 'Look at it' },
      why: 'You get this because you are an admin of the company.',
    }),
    kept: ({ company }) => ({
      subject: `${company} is kept`,
      fact: `An admin cancelled the deletion of ${company} on Trunkline. Nothing was deleted.`,
      why: 'You get this because you are an admin of the company.',
    }),
  },
};

const es: Catalogue = {
  invitation: ({ name, company, invitedBy }) => ({
    subject: `${invitedBy} te invita a ${company}`,
    fact: `${name}, ${invitedBy} te invita a una línea de Trunkline en ${company}: un número de empresa propio para mensajes y llamadas.`,
    action: {
      lead: 'Elige un nombre de usuario y una contraseña en esta página. El enlace vale 7 días y para una sola persona.',
      button: 'Aceptar la invitación',
    },
    why: 'Recibes esto porque alguien escribió esta dirección en Trunkline. Si no sabes quién es, ignóralo y no pasará nada.',
    text: `${invitedBy} te invita a una línea de Trunkline en ${company}. Acepta en un plazo de 7 días:`,
  }),
  news: {
    roles: ({ company, roles }) => ({
      subject: 'Tus roles cambiaron',
      fact: `Un administrador de ${company} cambió lo que puede hacer tu línea de Trunkline. Tus roles son ahora: ${rolesEs(roles)}.`,
      action: { lead: 'Mira en tu página qué significa:', button: 'Abrir Mis ajustes' },
      why: 'Recibes esto porque es una vía para contactar con la línea.',
    }),
    suspended: ({ company }) => ({
      subject: 'Tu línea se suspendió',
      fact: `Un administrador de ${company} suspendió tu línea de Trunkline. No puedes iniciar sesión hasta que la reactiven.`,
      why: 'Recibes esto porque es una vía para contactar con la línea. Pregunta el motivo a un administrador de tu empresa.',
    }),
    resumed: ({ company }) => ({
      subject: 'Tu línea vuelve a estar en uso',
      fact: `Un administrador de ${company} reactivó tu línea de Trunkline.`,
      action: { lead: 'Inicia sesión aquí:', button: 'Iniciar sesión' },
      why: 'Recibes esto porque es una vía para contactar con la línea.',
    }),
    reset: ({ company, name }) => ({
      subject: 'Elige una contraseña nueva',
      fact: `Un administrador de ${company} inició el restablecimiento de la contraseña de la línea de Trunkline de ${name}. La anterior ya no sirve.`,
      action: { lead: 'Pide un código y elige una contraseña nueva aquí:', button: 'Elegir una contraseña' },
      why: 'Recibes esto porque es una vía para contactar con la línea. Nadie más que tú ve el código ni la contraseña nueva.',
    }),
    removed: ({ company }) => ({
      subject: 'Tu línea se eliminó',
      fact: `Un administrador de ${company} eliminó tu línea de Trunkline. Durante 7 días pueden recuperarla.`,
      why: 'Recibes esto porque es una vía para contactar con la línea. Pregunta el motivo a un administrador de tu empresa.',
    }),
    deletion: ({ company, day }) => ({
      subject: `${company} se eliminará`,
      fact: `Un administrador inició la eliminación de ${company} en Trunkline. El ${day} desaparecen para siempre sus líneas, números y conversaciones.`,
      action: { lead: 'Hasta entonces cualquier administrador puede conservarla:', button: 'Ver los detalles' },
      why: 'Recibes esto porque administras la empresa.',
    }),
    kept: ({ company }) => ({
      subject: `${company} se conserva`,
      fact: `Un administrador canceló la eliminación de ${company} en Trunkline. No se eliminó nada.`,
      why: 'Recibes esto porque administras la empresa.',
    }),
  },
};

export const mailWords: Record<Language, Catalogue> = { en, es };
