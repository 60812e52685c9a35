import { Button } from '@mantine/core';
import type { RefObject } from 'react';
import { reasonOf } from '#contract/segment-reason.ts';
import { measure } from '#contract/segments.ts';
import { localeOf } from '#web/lib/format-time.ts';
import { listFormat } from '#web/lib/formats.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import styles from './composer.module.css';
import { composerWords } from './composer-words.ts';
import { segmentSentence } from './segment-sentence.ts';

export const mostCharacters = 1600;

interface SegmentCounterProps {
  /** The whole text as it goes out, signature and all. */
  readonly text: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly onStraighten: () => void;
}

/** How many segments the text takes, why, and the button that makes them fewer. */
export function SegmentCounter({ text, field, onStraighten }: SegmentCounterProps) {
  const words = useWords(composerWords);
  const language = useLanguage();
  if (text === '') return null;
  if (text.length > mostCharacters) return <p className={styles.tooLong}>{words.tooLong(text.length)}</p>;
  const { segments, left } = measure(text);
  const reason = reasonOf(text);
  const list = listFormat(localeOf(language), { type: 'conjunction' });
  const show = (place: number, length: number) => {
    field.current?.focus();
    field.current?.setSelectionRange(place, place + length);
  };
  return (
    <div className={styles.counter}>
      <span className="tabular nowrap" data-testid="segments">
        {words.length(segments, left)}
      </span>
      {reason !== null && (
        <span className={styles.reason} role="status">
          {segmentSentence(reason, words, list)}
        </span>
      )}
      {reason?.kind === 'wide' && (
        <span className={styles.places}>
          {reason.characters.slice(0, 8).map(({ character, positions }) =>
            positions.slice(0, 3).map((place) => (
              <button
                key={`${character} ${place}`}
                type="button"
                aria-label={words.showCharacter(character, place + 1)}
                onClick={() => show(place, character.length)}
              >
                {character.trim() === '' ? '␣' : character} <small>{place + 1}</small>
              </button>
            )),
          )}
        </span>
      )}
      {reason?.kind === 'wide' && reason.straight !== null && (
        <Button variant="default" size="compact-xs" onClick={onStraighten}>
          {words.straightenTo(reason.straight.segments)}
        </Button>
      )}
    </div>
  );
}
