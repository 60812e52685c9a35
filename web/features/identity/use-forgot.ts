import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { identity } from '#contract/identity.ts';
import { call } from '#web/lib/api.ts';

const place = 'trunkline-reset';
/** A reset that waits for its code. The ticket alone opens nothing: it only says which code is meant. */
export interface Reset {
  readonly ticket: string;
  readonly expiresAt: string;
  readonly username: string;
}

/** The reset survives a reload of this tab (people look up the code and come back), and ends with the tab. */
export function useReset() {
  const [reset, setReset] = useState<Reset | undefined>(read);
  const keep = (next: Reset | undefined) => {
    setReset(next);
    if (next === undefined) sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, JSON.stringify(next));
  };
  return [reset, keep] as const;
}

function read(): Reset | undefined {
  const stored: unknown = JSON.parse(sessionStorage.getItem(place) ?? 'null');
  if (
    typeof stored !== 'object' ||
    stored === null ||
    !('ticket' in stored && 'expiresAt' in stored && 'username' in stored)
  )
    return undefined;
  const { ticket, expiresAt, username } = stored;
  if (typeof ticket !== 'string' || typeof expiresAt !== 'string' || typeof username !== 'string') return undefined;
  return Date.parse(expiresAt) > Date.now() ? { ticket, expiresAt, username } : undefined;
}

export const useForgotPassword = () =>
  useMutation({ mutationFn: (username: string) => call(identity.forgotPassword, { body: { username } }) });

export const useFinishForgotPassword = () =>
  useMutation({
    mutationFn: (body: { ticket: string; code: string; newPassword: string }) =>
      call(identity.finishForgotPassword, { body }),
  });

export const useForgotUsername = () =>
  useMutation({ mutationFn: (to: string) => call(identity.forgotUsername, { body: { to } }) });
