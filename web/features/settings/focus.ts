/** As a ref: the keyboard goes to what has just taken the place of what it was in. */
export const focusOnArrival = (node: HTMLElement | null) => node?.focus();
