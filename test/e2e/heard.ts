import type { Page } from '@playwright/test';
import { isVoiced } from '#contract/loudness.ts';
import { frameBytes, samplesOf } from '#contract/mu-law.ts';

/** How many frames (20 ms each) with somebody's voice in them have reached this page. Counts from now on. */
export function heardBy(page: Page): () => number {
  let voiced = 0;
  page.on('websocket', (socket) => {
    if (!socket.url().endsWith('/sound')) return;
    socket.on('framereceived', ({ payload }) => {
      if (typeof payload === 'string') return;
      for (let at = 0; at + frameBytes <= payload.length; at += frameBytes)
        if (isVoiced(samplesOf(payload.subarray(at, at + frameBytes)))) voiced += 1;
    });
  });
  return () => voiced;
}
