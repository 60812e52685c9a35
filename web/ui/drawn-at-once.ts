/**
 * For a list that draws only what is in view: what is likely in view is drawn with the page, in slices, instead of all at once when
 * the room is measured. `length`: of a list that opens at its end.
 */
export function drawnAtOnce(length = 0) {
  const height = window.innerHeight;
  return { initialRect: { width: 0, height }, initialOffset: Math.max(0, length - height) };
}
