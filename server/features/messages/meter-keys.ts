// What texts are called in the plan's ledger, for ever.
export const reservationKey = (messageId: string) => `send:${messageId}`;
export const entryKey = (messageId: string, to: string) => `text:${messageId}:${to}`;
