import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Me } from '#contract/identity.ts';
import { type Settings, settings, settingsErrors } from '#contract/settings.ts';
import { Refusal } from '#web/lib/api.ts';
import { meQuery } from '#web/lib/queries.ts';
import { reading } from '#web/lib/reading.ts';
import { whenIdle } from '#web/lib/when-idle.ts';

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  ...reading(settings.read, {}),
});
export const useSettings = () => useQuery(settingsQuery);

/** The shell shows some of the same facts; they change together. */
const withSettings = (me: Me, now: Settings): Me => ({
  ...me,
  line: {
    ...me.line,
    name: now.name,
    username: now.username,
    number: now.number,
    picture: now.picture,
    language: now.language,
    timeZone: now.timeZone,
    appearance: now.appearance,
    cellVerified: now.cell.verifiedAt !== null,
    emailVerified: now.email.verifiedAt !== null,
  },
});

/** At the latest, in milliseconds. */
const shellFollows = 200;

async function keep(queries: QueryClient, now: Settings) {
  // An answer that was asked for before the change must not come back over it.
  await queries.cancelQueries({ queryKey: settingsQuery.queryKey });
  queries.setQueryData(settingsQuery.queryKey, now);
  // The card that was saved shows it first, then the shell: it is drawn when the browser has a moment.
  whenIdle(() => {
    const latest = queries.getQueryData(settingsQuery.queryKey) ?? now;
    queries.setQueryData(meQuery.queryKey, (me) => (me === null || me === undefined ? me : withSettings(me, latest)));
  }, shellFollows);
}

/** Facts that a refusal says are no longer as this page shows them. */
const outdated: ReadonlySet<string> = new Set([
  settingsErrors.changedElsewhere.code,
  settingsErrors.nothingWaiting.code,
  settingsErrors.cellNeeded.code,
  settingsErrors.noChannel.code,
]);

/** A change of the settings: the page, and the shell around it, show its reply at once. */
export function useSettingsChange<Input, Reply>(
  run: (input: Input) => Promise<Reply>,
  settingsIn: (reply: Reply) => Settings,
  options: { gcTime?: number } = {},
) {
  const queries = useQueryClient();
  const mutation = useMutation({
    ...options,
    mutationFn: run,
    onSuccess: (reply) => keep(queries, settingsIn(reply)),
    onError: (error) => {
      // Tries left, an expiry, a value changed elsewhere: a refused code or save changes what the page should say.
      if (error instanceof Refusal && (outdated.has(error.code) || error.code.startsWith('identity.code')))
        void queries.invalidateQueries({ queryKey: settingsQuery.queryKey });
    },
  });
  // The news of our own change may arrive before its reply and take the asking component off the page; what was to happen
  // after the reply (a "Saved", the focus) has to happen all the same, which the library's own `mutate` does not promise.
  const mutate = (input: Input, then: After<Reply> = {}) =>
    void mutation
      .mutateAsync(input)
      .then(then.onSuccess, then.onError ?? shown)
      .finally(then.onSettled);
  return { ...mutation, mutate };
}

/** The mutation's `error` says it beside the field. */
const shown = () => undefined;

interface After<Reply> {
  onSuccess?: (reply: Reply) => void;
  onError?: (error: unknown) => void;
  onSettled?: () => void;
}

export const itself = (reply: Settings): Settings => reply;
