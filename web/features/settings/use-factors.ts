import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Factors, factors } from '#contract/factors.ts';
import { identity } from '#contract/identity.ts';
import { call } from '#web/lib/api.ts';
import { reading } from '#web/lib/reading.ts';

/** What the person is doing to their ways of two-step verification. */
export type Doing = 'passkey' | 'app' | 'renew' | Factors['factors'][number];

const factorsQuery = queryOptions({
  queryKey: ['settings', 'factors'],
  ...reading(factors.list, {}),
});
export const useFactors = () => useQuery(factorsQuery);

/** A change of the ways: the card shows its reply at once. What is told only once is not kept. */
function useFactorsChange<Input, Reply extends Factors>(run: (input: Input) => Promise<Reply>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    gcTime: 0,
    onSuccess: ({ factors: now, recoveryCodesLeft, required }) => {
      queries.setQueryData(factorsQuery.queryKey, { factors: now, recoveryCodesLeft, required });
    },
  });
}

/** The browser makes the passkey between two calls. */
export const useAddPasskey = () =>
  useFactorsChange(async (name: string) => {
    const [{ startRegistration }, { options }] = await Promise.all([
      import('@simplewebauthn/browser'),
      call(factors.startPasskey, {}),
    ]);
    type Options = Parameters<typeof startRegistration>[0]['optionsJSON'];
    const made = await startRegistration({ optionsJSON: options as unknown as Options }); // made for it by our server
    return call(factors.finishPasskey, { body: { name, passkey: { ...made } } });
  });
export const useStartApp = () => useMutation({ mutationFn: () => call(factors.startApp, {}), gcTime: 0 });
export const useFinishApp = () =>
  useFactorsChange((body: { name: string; code: string }) => call(factors.finishApp, { body }));
export const useRemoveFactor = () => useFactorsChange((id: string) => call(factors.remove, { params: { id } }));
export const useRenewCodes = () => useFactorsChange((_nothing: undefined) => call(factors.renewRecoveryCodes, {}));

/** Ends the session; the page is loaded anew, so that nothing of this person stays in its memory. */
export const useLogOutHere = () =>
  useMutation({
    mutationFn: () => call(identity.signOut, {}),
    onSuccess: () => window.location.assign('/sign-in'),
  });
