import { Badge, Text, UnstyledButton } from '@mantine/core';
import type { Handset } from '#contract/simulator.ts';
import { useWords } from '#web/lib/words.tsx';
import { PhoneNumber } from '#web/ui/phone-number.tsx';
import styles from './phone.module.css';
import { phoneWords } from './words.ts';

interface HandsetListProps {
  readonly handsets: readonly Handset[];
  readonly selected: string | undefined;
  readonly onSelect: (number: string) => void;
}

/** All handsets with the last text of each and what is unread. */
export function HandsetList({ handsets, selected, onSelect }: HandsetListProps) {
  const words = useWords(phoneWords);
  if (handsets.length === 0) {
    return (
      <div className={styles.empty}>
        <Text fw={600}>{words.emptyTitle}</Text>
        <Text size="sm" c="dimmed">
          {words.emptyBody}
        </Text>
      </div>
    );
  }
  return (
    <nav aria-label={words.list}>
      <ul className={styles.handsets}>
        {handsets.map((handset) => (
          <li key={handset.number}>
            <UnstyledButton
              className={styles.handset}
              aria-current={handset.number === selected}
              onClick={() => onSelect(handset.number)}
            >
              <span className={styles.handsetLine}>
                <Text component="span" fw={handset.unread > 0 ? 650 : 500}>
                  <PhoneNumber number={handset.number} />
                </Text>
                {handset.unread > 0 && (
                  <Badge size="sm" circle={handset.unread < 10} aria-label={words.unread(handset.unread)}>
                    {handset.unread}
                  </Badge>
                )}
              </span>
              <Text component="span" size="sm" c="dimmed" truncate="end" display="block">
                {lastLine(handset)}
              </Text>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </nav>
  );

  function lastLine({ last }: Handset): string {
    if (last === null) return words.noTexts;
    return last.incoming ? last.text : words.you(last.text);
  }
}
