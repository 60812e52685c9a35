import { useDeferredValue } from 'react';

/**
 * Whether data came and may be drawn. What it brings is then drawn in slices, where a slow device would otherwise draw all of
 * it at once and answer nobody meanwhile.
 */
export const useArrived = (data: unknown): boolean => useDeferredValue(data !== undefined, false);
