import { Link } from '@tanstack/react-router';
import { useStart } from '#web/lib/queries.ts';
import { useWords } from '#web/lib/words.tsx';
import { MailIcon, PersonIcon, PhoneIcon } from '#web/ui/icons.tsx';
import styles from './shell.module.css';
import { appWords } from './words.ts';

/** Whether there is more than one place to go: a list of one only takes room. */
export function useHasNavigation() {
  const start = useStart();
  return start?.handsets === true || start?.mailbox === true;
}

/** The places of the product: at the left, or a bar at the bottom at phone width. */
export function Navigation() {
  const words = useWords(appWords);
  const start = useStart();
  return (
    <nav className={styles.nav} aria-label={words.mainNavigation}>
      <ul>
        <li>
          <Link to="/settings" className={styles.navLink} activeOptions={{ includeHash: false, includeSearch: false }}>
            <PersonIcon />
            {words.mySettings}
          </Link>
        </li>
      </ul>
      <p className={styles.navLabel}>{words.standIns}</p>
      <ul>
        {start?.handsets === true && (
          <li>
            <Link to="/phone" className={styles.navLink} activeOptions={{ includeHash: false, includeSearch: false }}>
              <PhoneIcon />
              {words.handsets}
            </Link>
          </li>
        )}
        {start?.mailbox === true && (
          <li>
            <Link to="/mailbox" className={styles.navLink} activeOptions={{ includeHash: false, includeSearch: false }}>
              <MailIcon />
              {words.mailbox}
            </Link>
          </li>
        )}
      </ul>
    </nav>
  );
}
