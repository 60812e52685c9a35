import { Text } from '@mantine/core';
import { useWords } from '#web/lib/words.tsx';
import { CheckIcon } from '#web/ui/icons.tsx';
import { RelativeTime } from '#web/ui/time.tsx';
import styles from './settings.module.css';
import { settingsWords } from './words.ts';

/** A number or an address whose owner has proven it, and when. */
export function VerifiedMark({ at }: { at: string }) {
  const words = useWords(settingsWords);
  return (
    <Text span size="sm" className={styles.verified}>
      <CheckIcon size={16} />
      <span>{words.verified}</span>
      <Text span inherit c="dimmed">
        <RelativeTime at={at} />
      </Text>
    </Text>
  );
}
