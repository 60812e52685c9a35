import { useWords } from '#web/lib/words.tsx';
import { CloudOffIcon } from '#web/ui/icons.tsx';
import styles from './offline-banner.module.css';
import { appWords } from './words.ts';

/** Over the page, not in it: when the connection goes or comes, nothing jumps. */
export function OfflineBanner({ offline }: { offline: boolean }) {
  const words = useWords(appWords);
  return (
    <div role="status" className={styles.place}>
      {offline && (
        <span className={styles.banner}>
          <CloudOffIcon size={18} />
          {words.offline}
        </span>
      )}
    </div>
  );
}
