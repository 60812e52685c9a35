import { useMediaQuery } from '@mantine/hooks';
import { Link, useNavigate } from '@tanstack/react-router';
import { useWords } from '#web/lib/words.tsx';
import { MoreIcon } from '#web/ui/more-icons.tsx';
import { PopMenu } from '#web/ui/pop-menu.tsx';
import { type Place, usePlaces } from './places.tsx';
import styles from './shell.module.css';
import { appWords } from './words.ts';

/** What a thumb can choose between; the rest is behind "More". */
const mostInBar = 4;
const runs = ['daily', 'company', 'own', 'stand-ins'] as const;

/** The places of the product: at the left, or a bar at the bottom at phone width. */
export function Navigation() {
  const words = useWords(appWords);
  const places = usePlaces();
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? false;
  return (
    <nav className={styles.nav} aria-label={words.mainNavigation}>
      {narrow ? <Bar places={places} /> : <Runs places={places} />}
    </nav>
  );
}

function Runs({ places }: { places: readonly Place[] }) {
  const words = useWords(appWords);
  return runs.map((run) => {
    const here = places.filter((place) => place.run === run);
    return (
      here.length > 0 && (
        <div key={run} className={styles.run}>
          {run === 'stand-ins' && <p className={styles.navLabel}>{words.standIns}</p>}
          <ul>
            {here.map((place) => (
              <PlaceLink key={place.to} place={place} />
            ))}
          </ul>
        </div>
      )
    );
  });
}

function Bar({ places }: { places: readonly Place[] }) {
  const words = useWords(appWords);
  const navigate = useNavigate();
  const fits = places.length <= mostInBar + 1;
  const shown = fits ? places : places.slice(0, mostInBar);
  return (
    <ul>
      {shown.map((place) => (
        <PlaceLink key={place.to} place={place} />
      ))}
      {!fits && (
        <li>
          <PopMenu
            label={words.more}
            className={styles.navLink}
            items={places.slice(mostInBar).map(({ label, to }) => ({ label, onSelect: () => void navigate({ to }) }))}
          >
            <MoreIcon />
            {words.more}
          </PopMenu>
        </li>
      )}
    </ul>
  );
}

function PlaceLink({ place: { to, label, icon, fresh = 0 } }: { place: Place }) {
  const words = useWords(appWords);
  return (
    <li>
      <Link to={to} className={styles.navLink} activeOptions={{ includeHash: false, includeSearch: false }}>
        {icon}
        <span className={styles.navName}>{label}</span>
        {fresh > 0 && (
          <span className={styles.fresh}>
            <span aria-hidden="true">{fresh > 99 ? '99+' : fresh}</span>
            <span className="visually-hidden">{words.fresh(fresh)}</span>
          </span>
        )}
      </Link>
    </li>
  );
}
