import { defineRefusals } from '#web/lib/refusal-words.ts';
import { defineWords, plural } from '#web/lib/words.tsx';

export const deletionWords = defineWords(
  {
    title: 'Delete account',
    about: (company: string) => `Deletes ${company} with everything in it: all lines, numbers and conversations.`,
    notYou: (admins: string) => `Only an admin can delete the account of the company. Ask ${admins}.`,
    start: 'Start Deletion',
    dialogTitle: (company: string) => `Delete ${company}`,
    goes: 'What goes',
    lines: (n: number) => `${n} ${plural('en', n, { one: 'line', other: 'lines' })}`,
    numbers: (n: number) =>
      `${n} ${plural('en', n, { one: 'number is', other: 'numbers are' })} released, and somebody else may get ${plural('en', n, { one: 'it', other: 'them' })}`,
    rest: 'Messages, calls, voicemails, contacts, groups, pictures, API keys and settings of all of them',
    stays: 'What stays',
    staysText:
      'The record that a company was deleted, and when, without names or numbers. What the carrier and the people you wrote to have is theirs.',
    when: 'Nothing happens for 5 days. All admins see a countdown, and any of them can keep the account until then.',
    next: 'Next',
    back: 'Back',
    cancel: 'Cancel',
    why: 'Why do you leave?',
    too_expensive: 'It costs too much',
    missing: 'Something is missing',
    moving: 'We move to something else',
    closing: 'The business closes',
    trying: 'I was only trying it',
    other: 'Something else',
    comment: 'What should we know? (optional)',
    exportTitle: 'Take your data with you',
    exportText:
      'An archive holds everything of the company. It is made in the background and can be fetched for 24 hours.',
    password: 'Your password',
    yes: 'Yes, delete in 5 days',
    consequence: (lines: number, numbers: number) =>
      `Deletes ${lines} ${plural('en', lines, { one: 'line', other: 'lines' })} and releases ${numbers} ${plural('en', numbers, { one: 'number', other: 'numbers' })}.`,
    planned: (company: string, day: string) => `${company} will be deleted on ${day}.`,
    plannedBy: (name: string) => `Started by ${name}.`,
    begun: 'The deletion is being carried out and cannot be stopped.',
    left: (time: string) => `${time} left`,
    keep: 'Keep my account',
    look: 'Details',
  },
  {
    title: 'Eliminar cuenta',
    about: (company: string) => `Elimina ${company} con todo lo que contiene: líneas, números y conversaciones.`,
    notYou: (admins: string) => `Solo un administrador puede eliminar la cuenta de la empresa. Habla con ${admins}.`,
    start: 'Iniciar la eliminación',
    dialogTitle: (company: string) => `Eliminar ${company}`,
    goes: 'Qué desaparece',
    lines: (n: number) => `${n} ${plural('es', n, { one: 'línea', other: 'líneas' })}`,
    numbers: (n: number) =>
      `${n} ${plural('es', n, { one: 'número se libera', other: 'números se liberan' })}, y otra persona puede recibirlos`,
    rest: 'Mensajes, llamadas, mensajes de voz, contactos, grupos, fotos, claves de API y ajustes de todas ellas',
    stays: 'Qué queda',
    staysText:
      'El registro de que se eliminó una empresa y cuándo, sin nombres ni números. Lo que tienen el operador y las personas a quienes escribiste es suyo.',
    when: 'Durante 5 días no pasa nada. Todos los administradores ven la cuenta atrás y cualquiera puede conservar la cuenta.',
    next: 'Siguiente',
    back: 'Atrás',
    cancel: 'Cancelar',
    why: '¿Por qué te vas?',
    too_expensive: 'Cuesta demasiado',
    missing: 'Falta algo',
    moving: 'Nos pasamos a otra cosa',
    closing: 'El negocio cierra',
    trying: 'Solo estaba probando',
    other: 'Otra cosa',
    comment: '¿Qué deberíamos saber? (opcional)',
    exportTitle: 'Llévate tus datos',
    exportText:
      'Un archivo contiene todo lo de la empresa. Se prepara en segundo plano y se puede descargar durante 24 horas.',
    password: 'Tu contraseña',
    yes: 'Sí, eliminar en 5 días',
    consequence: (lines: number, numbers: number) =>
      `Elimina ${lines} ${plural('es', lines, { one: 'línea', other: 'líneas' })} y libera ${numbers} ${plural('es', numbers, { one: 'número', other: 'números' })}.`,
    planned: (company: string, day: string) => `${company} se eliminará el ${day}.`,
    plannedBy: (name: string) => `Lo inició ${name}.`,
    begun: 'La eliminación está en marcha y no se puede detener.',
    left: (time: string) => `Quedan ${time}`,
    keep: 'Conservar mi cuenta',
    look: 'Detalles',
  },
);

defineRefusals({
  'company.deletion_planned': 'La eliminación de esta empresa ya está prevista.',
  'company.deletion_not_planned': 'No hay ninguna eliminación prevista: alguien conservó la empresa entretanto.',
  'company.deletion_begun': 'La eliminación ya empezó y no se puede detener.',
});
