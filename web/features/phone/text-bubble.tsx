import { Anchor, Button, Text } from '@mantine/core';
import type { HandsetText } from '#contract/simulator.ts';
import { codeInText } from '#web/lib/code-in-text.ts';
import { useWords } from '#web/lib/words.tsx';
import { useCopy } from '#web/ui/copy-button.tsx';
import { CheckIcon, CopyIcon } from '#web/ui/icons.tsx';
import { PhoneNumber } from '#web/ui/phone-number.tsx';
import { RelativeTime } from '#web/ui/time.tsx';
import styles from './phone.module.css';
import { phoneWords } from './words.ts';

/** One text. A code in it can be copied with one tap. */
export function TextBubble({ text, showsNumber }: { text: HandsetText; showsNumber: boolean }) {
  const words = useWords(phoneWords);
  const code = text.incoming && looksLikeCode.test(text.text) ? codeInText(text.text) : undefined;
  return (
    <div className={styles.row} data-incoming={text.incoming || undefined}>
      {showsNumber && (
        <Text size="xs" c="dimmed" component="span">
          <PhoneNumber number={text.with} />
        </Text>
      )}
      <div className={styles.bubble}>
        <span className={styles.words}>{linked(text.text)}</span>
        {text.media.map((address) => (
          <Anchor key={address} href={address} target="_blank" rel="noreferrer" size="sm" display="block">
            {words.picture}
          </Anchor>
        ))}
        {code !== undefined && <CodeButton code={code} />}
      </div>
      <Text size="xs" c="dimmed" component="span">
        <RelativeTime at={text.at} />
      </Text>
    </div>
  );
}

const looksLikeCode = /(?<!\d)\d{3}[\s-]?\d{3}(?!\d)/;

function CodeButton({ code }: { code: string }) {
  const words = useWords(phoneWords);
  const { copied, copy } = useCopy();
  return (
    <Button
      className="tabular"
      variant="default"
      size="sm"
      mt={8}
      fullWidth
      leftSection={copied ? <CheckIcon size={16} /> : <CopyIcon size={16} />}
      aria-label={words.copyCode(code)}
      onClick={() => void copy(code)}
    >
      <span aria-live="polite">{copied ? words.copied : code}</span>
    </Button>
  );
}

const address = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/;

/** Addresses in a text can be followed, as on a phone. */
function linked(text: string) {
  let place = 0;
  return text.split(address).map((part) => {
    // Parts have no name but their place, and a text never changes.
    const key = place++;
    if (!address.test(part)) return part;
    return (
      <Anchor key={key} href={part} target="_blank" rel="noreferrer" inherit>
        {part}
      </Anchor>
    );
  });
}
