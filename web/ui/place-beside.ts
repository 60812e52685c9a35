const edge = 8;

/** Puts an open popover below what it belongs to, beginning or ending with it, or above where there is no room; never over the window's edge. */
export function placeBeside(popover: HTMLElement, beside: HTMLElement, side: 'start' | 'end'): void {
  const { width, height } = popover.getBoundingClientRect();
  const { top, bottom, left, right } = beside.getBoundingClientRect();
  const wanted = side === 'start' ? left : right - width;
  const rightmost = document.documentElement.clientWidth - width - edge;
  const below = bottom + 4;
  popover.style.left = `${Math.max(edge, Math.min(wanted, rightmost))}px`;
  popover.style.top = `${below + height + edge > window.innerHeight ? Math.max(edge, top - height - 4) : below}px`;
}
