import type { ClipboardEvent } from 'react';
import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';

/** A number in the region's own form. Selecting and copying it gives E.164, which every program understands. */
export function PhoneNumber({ number }: { number: string }) {
  const { region } = usePlace();
  const copyPlain = (event: ClipboardEvent) => {
    event.clipboardData.setData('text/plain', number);
    event.preventDefault();
  };
  return (
    <span className="tabular nowrap" onCopy={copyPlain}>
      {formatNumber(number, region)}
    </span>
  );
}
