/** What a person is typing over a value, and the value that stood when they began. */
export interface Draft<T> {
  readonly value: T;
  readonly was: T;
}

/** Typing back to what stands ends the draft, so that "Save" goes quiet again. */
export function typeOver<T>(draft: Draft<T> | undefined, current: T, value: T): Draft<T> | undefined {
  const was = draft?.was ?? current;
  return value === was && was === current ? undefined : { value, was };
}

/** Whether somebody else changed the value to something that is neither what stood nor what is being typed. */
export const isOvertaken = <T>(draft: Draft<T> | undefined, current: T): boolean =>
  draft !== undefined && current !== draft.was && current !== draft.value;

/** What to send: a draft that already equals what stands was made there too, and needs no save. */
export const hasChanges = <T>(draft: Draft<T> | undefined, current: T): draft is Draft<T> =>
  draft !== undefined && draft.value !== current;

/** "Keep mine": the person has seen what stands now, so a save starts from it. */
export const startFrom = <T>(draft: Draft<T>, now: T): Draft<T> => ({ value: draft.value, was: now });
