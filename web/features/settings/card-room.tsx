import type { CSSProperties } from 'react';
import type { Me } from '#contract/identity.ts';
import { useMe } from '#web/lib/queries.ts';
import type { CardId } from './card-titles.ts';
import { OwnCard } from './own-card.tsx';
import styles from './settings.module.css';
import page from './settings-page.module.css';

/** A card before its turn: its title and text stand already, and it keeps the room its contents will take. */
export function CardRoom({ id }: { id: CardId }) {
  const me = useMe();
  const { wide, narrow = wide } = rooms[id](me);
  const room = { '--wide': `${wide}px`, '--narrow': `${narrow}px` } as CSSProperties; // React's types know no custom properties
  return (
    <OwnCard id={id}>
      <div className={styles.room} style={room} />
    </OwnCard>
  );
}

/** The room of another feature's section until it has its say. */
export const AddedRoom = () => <div className={page.addedRoom} />;

/** In pixels, fields and buttons beside each other and stacked. */
interface Room {
  wide: number;
  narrow?: number;
}

// What is known already: an unproven number or address has its waiting panel.
const rooms: Record<CardId, (me: Me | null) => Room> = {
  picture: (me) => ({ wide: 88, narrow: me?.line.picture == null ? 172 : 140 }),
  name: () => ({ wide: 36, narrow: 80 }),
  username: () => ({ wide: 36, narrow: 80 }),
  'time-zone': () => ({ wide: 66, narrow: 88 }),
  language: () => ({ wide: 36 }),
  appearance: () => ({ wide: 36 }),
  cell: (me) => ({ wide: me?.line.cellVerified === false ? 345 : 75 }),
  password: () => ({ wide: 104, narrow: 133 }),
  'two-step': () => ({ wide: 75 }),
  email: (me) => ({ wide: me?.line.emailVerified === false ? 244 : 75 }),
  'call-emails': () => ({ wide: 43 }),
  'browser-notifications': () => ({ wide: 118, narrow: 175 }),
  'api-key': () => ({ wide: 132 }),
  'named-keys': () => ({ wide: 93, narrow: 113 }),
};
