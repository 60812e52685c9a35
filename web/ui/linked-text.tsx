import { Anchor } from '@mantine/core';

const address = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/;

/** A text whose addresses can be followed, as on a phone. */
export function LinkedText({ children }: { children: string }) {
  let place = 0;
  return children.split(address).map((part) => {
    // Parts have no name but their place, and a text never changes.
    const key = place++;
    if (!address.test(part)) return part;
    return (
      <Anchor key={key} href={part} target="_blank" rel="noreferrer nofollow" inherit c="inherit">
        {part}
      </Anchor>
    );
  });
}
