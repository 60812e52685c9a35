import { settingsErrors as s } from '#contract/settings.ts';
import type { Deps } from '#server/deps.ts';
import {
  changed,
  hidden,
  parseNumber,
  proposeChange,
  record,
  refuseOurs,
  sendCode,
  withLine,
} from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';

/** "Change Number": texts a code to the new number; the old one stays in force until it is typed. Throws the refusals of numbers and of sending codes, `settings.cell_same`. */
export function proposeCell(deps: Deps, caller: Caller, text: string): Promise<void> {
  const number = parseNumber(text, { region: deps.config.region, countries: deps.config.textCountries });
  return withLine(deps.db, caller, async (tx, current) => {
    if (number === current.cell) throw new AppError(s.cellSame, { field: 'number' });
    await refuseOurs(tx, deps, number);
    const { sessionId } = caller;
    const change = await proposeChange(tx, deps, current, { kind: 'cell', newValue: number, sessionId });
    await sendCode(tx, deps, current, {
      purpose: 'cell',
      channel: 'text',
      target: number,
      sessionId,
      changeId: change.id,
      ip: caller.origin.ip,
    });
    await record(tx, deps, caller, 'cell.proposed', { to: hidden(number) });
    await changed(tx, current);
  });
}
