import type { Page } from '@playwright/test';
import { isVoiced } from '#contract/loudness.ts';
import { frameBytes, samplesOf } from '#contract/mu-law.ts';

/** The sound itself that has reached this page, from now on. */
export function soundHeardBy(page: Page): () => Int16Array {
  const frames: Int16Array[] = [];
  eachFrame(page, (frame) => frames.push(frame));
  return () => {
    const whole = new Int16Array(frames.length * frameBytes);
    for (const [place, frame] of frames.entries()) whole.set(frame, place * frameBytes);
    return whole;
  };
}

/** How many frames (20 ms each) with somebody's voice in them have reached this page. Counts from now on. */
export function heardBy(page: Page): () => number {
  let voiced = 0;
  eachFrame(page, (frame) => {
    if (isVoiced(frame)) voiced += 1;
  });
  return () => voiced;
}

function eachFrame(page: Page, hear: (frame: Int16Array) => void): void {
  page.on('websocket', (socket) => {
    if (!socket.url().endsWith('/sound')) return;
    socket.on('framereceived', ({ payload }) => {
      if (typeof payload === 'string') return;
      for (let at = 0; at + frameBytes <= payload.length; at += frameBytes)
        hear(samplesOf(payload.subarray(at, at + frameBytes)));
    });
  });
}
