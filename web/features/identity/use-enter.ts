import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BodyOf } from '#contract/endpoint.ts';
import { factors } from '#contract/factors.ts';
import { identity, type Me } from '#contract/identity.ts';
import { call } from '#web/lib/api.ts';
import { meQuery } from '#web/lib/queries.ts';

/** Whoever comes in finds no data of who was here before. */
function useBecome() {
  const queries = useQueryClient();
  return (me: Me) => {
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' && queryKey[0] !== 'start' });
    queries.setQueryData(meQuery.queryKey, me);
    // Signing up changes what the next visitor may do here.
    void queries.invalidateQueries({ queryKey: ['start'] });
  };
}

export function useSignIn(onDone: () => void) {
  const become = useBecome();
  return useMutation({
    mutationFn: (body: BodyOf<typeof identity.signIn>) => call(identity.signIn, { body }),
    onSuccess: (me) => {
      become(me);
      onDone();
    },
  });
}

export function useFinishSignIn(onDone: () => void) {
  const become = useBecome();
  return useMutation({
    mutationFn: (body: BodyOf<typeof factors.finishSignIn>) => call(factors.finishSignIn, { body }),
    onSuccess: (me) => {
      become(me);
      onDone();
    },
  });
}

export function useSignUp(onDone: () => void) {
  const become = useBecome();
  return useMutation({
    mutationFn: (body: BodyOf<typeof identity.signUp>) => call(identity.signUp, { body }),
    onSuccess: (me) => {
      become(me);
      onDone();
    },
  });
}
