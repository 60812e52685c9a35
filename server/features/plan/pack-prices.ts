/** One-time messages, as the catalogue has them: how many, and the price in cents. The more, the cheaper each. */
export const packPrices = [
  { messages: 500, cents: 1500 },
  { messages: 1000, cents: 2800 },
  { messages: 1500, cents: 3900 },
  { messages: 2000, cents: 4800 },
] as const;
