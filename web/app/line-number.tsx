import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useWords } from '#web/lib/words.tsx';
import { useCopy } from '#web/ui/copy-button.tsx';
import { CheckIcon, CopyIcon } from '#web/ui/icons.tsx';
import { PhoneNumber } from '#web/ui/phone-number.tsx';
import { Tip } from '#web/ui/tip.tsx';
import styles from './shell.module.css';
import { appWords } from './words.ts';

/** The line's number in the top bar; a click copies it as E.164. */
export function LineNumber({ number }: { number: string | null }) {
  const words = useWords(appWords);
  const { region } = usePlace();
  const { copied, copy } = useCopy();
  if (number === null) {
    return (
      <Tip label={words.noNumberWhy}>
        <span className={styles.waitingNumber}>{words.noNumber}</span>
      </Tip>
    );
  }
  return (
    <>
      <button
        type="button"
        className={styles.number}
        onClick={() => void copy(number)}
        aria-label={words.copyNumber(formatNumber(number, region))}
      >
        <PhoneNumber number={number} />
        {copied ? <CheckIcon size={16} /> : <CopyIcon size={16} />}
      </button>
      <span role="status" className="visually-hidden">
        {copied ? words.copied : ''}
      </span>
    </>
  );
}
