import { hash, verify } from '@node-rs/argon2';
import { identityErrors as e } from '#contract/identity.ts';
import { AppError } from '#server/platform/errors.ts';

// Argon2id with 19 MiB and two passes: OWASP Password Storage Cheat Sheet, first choice.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string) => hash(password.normalize('NFKC'), cost);
export const matchesPassword = (storedHash: string, password: string) => verify(storedHash, password.normalize('NFKC'));

let nobody: Promise<string> | undefined;
/** Takes as long as checking a real password, for names that do not exist (R14). */
export async function spendPasswordTime(password: string): Promise<false> {
  nobody ??= hashPassword('a password that nobody has');
  await matchesPassword(await nobody, password);
  return false;
}

/** Loaded at the first new password: the lists are large, and most processes never see one. */
let lists: Promise<{ score(password: string, words: string[]): number; common: ReadonlySet<string> }> | undefined;
async function loadLists() {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  const judge = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: 256 });
  return {
    score: (password: string, words: string[]) => judge.check(password, words).score,
    common: new Set(dictionary['passwords-common'].map(String)),
  };
}

/**
 * Whether a new password may be used; `context` are words an attacker would try first for this person. Throws
 * `identity.password_short`, `_long`, `_breached`, `_guessable`.
 */
export async function checkNewPassword(
  password: string,
  context: readonly string[],
  field = 'newPassword',
): Promise<void> {
  const length = [...password].length;
  if (length < 8) throw new AppError(e.passwordShort, { field });
  if (length > 256) throw new AppError(e.passwordLong, { field });
  lists ??= loadLists();
  const { score, common } = await lists;
  if (common.has(password.toLowerCase())) throw new AppError(e.passwordBreached, { field });
  const words = ['trunkline', ...context.flatMap((word) => [word, ...word.split(/[\s.@_+-]+/)])].filter(
    (word) => word.length > 2,
  );
  if (score(password, words) < 2) throw new AppError(e.passwordGuessable, { field });
}
