import { voiceErrors as e } from '#contract/voice.ts';
import { CarrierDownError } from '#server/carriers/carrier.ts';
import { AppError } from '#server/platform/errors.ts';

/** Asks the carrier for somebody who waits. Throws `voice.carrier_down` where it does not answer. */
export async function askCarrier<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof CarrierDownError ? new AppError(e.carrierDown) : error;
  }
}
