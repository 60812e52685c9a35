import { contactErrors, importErrors, rowErrors } from '#contract/contacts.ts';
import { groupErrors } from '#contract/groups-errors.ts';
import { defineRefusals } from '#web/lib/refusal-words.ts';

const c = contactErrors;
const i = importErrors;
const r = rowErrors;
const g = groupErrors;

/** The refusals of contacts in Spanish. A page of this feature imports it before it can meet one. */
defineRefusals({
  [c.notFound.code]: 'No existe ese contacto en esta línea.',
  [c.nameShape.code]: 'Un nombre tiene hasta 120 caracteres visibles. Puede quedar vacío.',
  [c.numberShape.code]: 'Ese no es un número de teléfono completo. Escríbelo con su código de área.',
  [c.numberExtension.code]:
    'A un número con extensión no se le puede escribir ni llamar directamente. Quita la extensión.',
  [c.numberEmergency.code]:
    'Los números de emergencia y de servicio no pueden ser contactos: desde aquí no se les puede llamar ni escribir.',
  [c.numberPremium.code]:
    'Los números de tarificación especial no pueden ser contactos: escribirles o llamarles podría costar cualquier suma.',
  [c.numberTaken.code]: 'Ese número ya está en tus contactos.',
  [c.keywordShape.code]: 'Una palabra clave tiene de 1 a 32 letras y cifras, sin espacios.',
  [c.keywordReserved.code]: 'Esa palabra ya significa algo en un mensaje, como STOP o HELP. Elige otra.',
  [c.keywordTaken.code]: 'Otro contacto tiene esa palabra clave. Elige otra.',
  [c.notesLong.code]: 'Las notas tienen hasta 10 000 caracteres.',
  [c.fieldName.code]: 'El nombre de un campo tiene de 1 a 100 caracteres visibles.',
  [c.fieldsLarge.code]: 'Los campos de un contacto ocupan hasta 65 535 bytes en total. Acorta o quita algunos.',
  [c.changedElsewhere.code]:
    'Esto se cambió en otro lugar desde que lo abriste. Mira lo que hay ahora y guarda de nuevo si todavía quieres.',
  [c.cursor.code]: 'Ese no es un lugar de esta lista. Empieza desde el principio.',
  [c.notDeleted.code]: 'Este contacto se borró definitivamente o su número ya es de otro contacto.',
  [c.joinSelf.code]: 'Elige al menos dos contactos distintos para unirlos.',
  [i.notFound.code]: 'No existe esa importación en esta línea.',
  [i.fileMissing.code]: 'La solicitud llegó sin archivo. Elige primero un archivo CSV o vCard.',
  [i.fileLarge.code]: 'Ese archivo pesa más de 32 MB. Divídelo e importa las partes una tras otra.',
  [i.fileEmpty.code]: 'Ese archivo no tiene filas.',
  [i.fileWorkbook.code]: 'Ese es un libro de Excel u otro archivo comprimido. Guárdalo como CSV y elige ese.',
  [i.fileBinary.code]: 'Ese archivo no contiene texto legible. Usa un archivo CSV o vCard.',
  [i.manyColumns.code]: 'Ese archivo tiene más de 200 columnas. Quita las que no necesites.',
  [i.columnsWrong.code]: 'Di de cada columna qué es; exactamente una contiene el número.',
  [i.notReady.code]: 'Esta importación ya se inició, terminó o se canceló.',
  [i.busy.code]: 'Hay tres importaciones de esta línea en marcha. Espera a que una termine o cancela una.',
  [r.quotes.code]: 'Falta o sobra una comilla. Revisa las comillas de esta fila.',
  [r.columns.code]: 'La fila tiene más celdas que columnas hay. Pon entre comillas la celda que contiene el separador.',
  [r.bytes.code]: 'La fila contiene caracteres ilegibles. Escríbelos de nuevo.',
  [r.card.code]: 'La tarjeta no tiene final.',
  [r.numberMissing.code]: 'La fila no tiene número de teléfono.',
  [g.notFound.code]: 'No existe ese grupo en esta línea.',
});
