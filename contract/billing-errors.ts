import type { ErrorSpec } from './endpoint.ts';

export const billingErrors = {
  notBilled: {
    code: 'billing.not_billed',
    status: 409,
    message: 'This company runs on its own server and has no bill. There is nothing to change here.',
  },
  planUnknown: {
    code: 'billing.plan_unknown',
    status: 422,
    message: 'That plan is not offered. Choose one from the list.',
  },
  packUnknown: {
    code: 'billing.pack_unknown',
    status: 422,
    message: 'That pack is not offered. Choose one from the list.',
  },
  planSame: { code: 'billing.plan_same', status: 409, message: 'That is the plan you have now.' },
  planNeeded: {
    code: 'billing.plan_needed',
    status: 409,
    message: 'Packs are added to a paid plan. Choose a plan first.',
  },
  messagesUnlimited: {
    code: 'billing.messages_unlimited',
    status: 409,
    message: 'Your plan has no limit on messages, so a pack would add nothing.',
  },
  blocked: {
    code: 'billing.blocked',
    status: 409,
    message: 'You use more than that plan allows. Nothing was changed; the list says what to settle first.',
  },
  quoteWrong: {
    code: 'billing.quote_wrong',
    status: 422,
    message: 'That is not a quote made here for your company. Nothing was charged.',
  },
  quoteExpired: {
    code: 'billing.quote_expired',
    status: 409,
    message: 'That price was good for 15 minutes and is out of date. Nothing was charged; look at the new price.',
  },
  quoteStale: {
    code: 'billing.quote_stale',
    status: 409,
    message: 'Your plan or its price changed after this quote was made. Nothing was charged; look at the new price.',
  },
  quoteUsed: {
    code: 'billing.quote_used',
    status: 409,
    message: 'This quote was confirmed before. It was not charged again.',
  },
  cardNeeded: {
    code: 'billing.card_needed',
    status: 409,
    message: 'There is no card to charge. Add one first; nothing was charged.',
  },
  chargeRunning: {
    code: 'billing.charge_running',
    status: 409,
    message: 'A payment is on its way. Wait until it is settled, then try again.',
  },
  nothingScheduled: {
    code: 'billing.nothing_scheduled',
    status: 409,
    message: 'No change of plan is waiting any more.',
  },
  noCards: {
    code: 'billing.no_cards',
    status: 409,
    message: 'Invoices are paid outside Trunkline here, so no card is kept.',
  },
  cardPageWrong: {
    code: 'billing.card_page_wrong',
    status: 422,
    message: 'That card was not added for your company, or it was not finished. Nothing was changed.',
  },
  notOpen: { code: 'billing.not_open', status: 409, message: 'This invoice is not waiting to be paid.' },
  providerDown: {
    code: 'billing.provider_down',
    status: 503,
    message: 'The payment service does not answer. Nothing was charged; try again in a few minutes.',
  },
} as const satisfies Record<string, ErrorSpec>;
