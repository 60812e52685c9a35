import { groupErrors } from '#contract/groups.ts';
import { defineRefusals } from '#web/lib/refusal-words.ts';

const g = groupErrors;

/** The refusals of groups in Spanish. A page of this feature imports it before it can meet one. */
defineRefusals({
  [g.notFound.code]: 'No existe ese grupo en esta línea.',
  [g.nameShape.code]: 'El nombre de un grupo tiene de 1 a 128 caracteres visibles.',
  [g.nameTaken.code]: 'Otro grupo de esta línea tiene ese nombre.',
  [g.keywordShape.code]: 'Una palabra clave tiene de 1 a 32 letras y cifras, sin espacios.',
  [g.keywordReserved.code]: 'Esa palabra ya significa algo en un mensaje, como STOP o HELP. Elige otra.',
  [g.keywordTaken.code]: 'Otro grupo de esta línea tiene esa palabra clave. Elige otra.',
  [g.joinMessageShape.code]: 'El mensaje de bienvenida tiene como máximo 70 caracteres.',
  [g.notRestorable.code]: 'Este grupo se borró definitivamente, o su nombre o palabra clave ya es de otro grupo.',
  [g.cursor.code]: 'Ese no es un lugar de esta lista. Empieza desde el principio.',
});
