import { Title } from '@mantine/core';
import { useWords } from '#web/lib/words.tsx';
import { AddedRoom, CardRoom } from './card-room.tsx';
import { isOwn, PageIndex, sections } from './page-index.tsx';
import { SectionOf } from './section-of.tsx';
import { cardsOf } from './settings-cards.tsx';
import styles from './settings-page.module.css';
import { settingsWords } from './words.ts';

/** My Settings before it has its facts: what can be read already, in its place. */
export function SettingsOutline() {
  const words = useWords(settingsWords);
  return (
    <div className={styles.page}>
      <Title order={1} className={styles.title}>
        {words.title}
      </Title>
      <PageIndex sections={sections} waiting />
      <div className={styles.sections} aria-busy="true">
        {sections.map((id) => (
          <SectionOf key={id} id={id}>
            {isOwn(id) ? cardsOf(id).map(([card]) => <CardRoom key={card} id={card} />) : <AddedRoom />}
          </SectionOf>
        ))}
      </div>
    </div>
  );
}
