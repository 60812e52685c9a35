import { useEffect, useState } from 'react';

/** A dialog whose code comes late is mounted open; it opens one moment later, so that it knows where the focus has to return. */
export function useAfterMount(opened: boolean): boolean {
  const [shown, setShown] = useState(false);
  useEffect(() => setShown(opened), [opened]);
  return shown;
}
