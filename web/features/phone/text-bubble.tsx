import { Anchor, Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { HandsetText } from '#contract/simulator.ts';
import { codeInText } from '#web/lib/code-in-text.ts';
import { useWords } from '#web/lib/words.tsx';
import { useCopy } from '#web/ui/copy-button.tsx';
import { CheckIcon, CopyIcon } from '#web/ui/icons.tsx';
import { LinkedText } from '#web/ui/linked-text.tsx';
import { PhoneNumber } from '#web/ui/phone-number.tsx';
import { RelativeTime } from '#web/ui/time.tsx';
import styles from './phone.module.css';
import { shownAddress } from './use-handsets.ts';
import { phoneWords } from './words.ts';

/** One text. A code in it can be copied with one tap. */
export function TextBubble({ text, showsNumber }: { text: HandsetText; showsNumber: boolean }) {
  const code = text.incoming && looksLikeCode.test(text.text) ? codeInText(text.text) : undefined;
  return (
    <div className={styles.row} data-incoming={text.incoming || undefined}>
      {showsNumber && (
        <Text size="xs" c="dimmed" component="span">
          <PhoneNumber number={text.with} />
        </Text>
      )}
      <div className={styles.bubble}>
        {text.media.map((address) => (
          <Picture key={address} address={address} />
        ))}
        {text.text !== '' && (
          <span className={styles.words}>
            <LinkedText>{text.text}</LinkedText>
          </span>
        )}
        {code !== undefined && <CodeButton code={code} />}
      </div>
      <Text size="xs" c="dimmed" component="span">
        <RelativeTime at={text.at} />
      </Text>
    </div>
  );
}

/** A picture of a text; what is kept elsewhere, or is no picture, can be followed. */
function Picture({ address }: { address: string }) {
  const words = useWords(phoneWords);
  const [broken, setBroken] = useState(false);
  const shown = shownAddress(address);
  return (
    <Anchor href={shown ?? address} target="_blank" rel="noreferrer" size="sm" display="block">
      {shown === undefined || broken ? (
        words.picture
      ) : (
        <img src={shown} alt={words.picture} className={styles.picture} onError={() => setBroken(true)} />
      )}
    </Anchor>
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
