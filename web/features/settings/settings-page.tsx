import { Button, Title } from '@mantine/core';
import { type RefObject, Suspense, useEffect, useMemo, useRef } from 'react';
import { useWords } from '#web/lib/words.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { Message } from '#web/ui/message.tsx';
import { useArrived } from '#web/ui/use-arrived.ts';
import { uiWords } from '#web/ui/words.ts';
import { AddedRoom, CardRoom } from './card-room.tsx';
import { type AddedSections, isOwn, PageIndex, type Section, sectionsWith } from './page-index.tsx';
import { SectionOf } from './section-of.tsx';
import { cardsOf } from './settings-cards.tsx';
import styles from './settings-page.module.css';
import { useSettings } from './use-settings.ts';
import type { Start } from './use-stand-in.ts';
import { type Part, useTurns } from './use-turns.ts';
import { settingsWords } from './words.ts';

export interface SettingsPageProps {
  start: Start;
  added: AddedSections;
}

/** My Settings: everything a person looks after on their own account, one card for each item. */
export function SettingsPage({ start, added }: SettingsPageProps) {
  const words = useWords(settingsWords);
  const sections = useMemo(() => sectionsWith(added), [added]);
  return (
    <div className={styles.page}>
      <Title order={1} className={styles.title}>
        {words.title}
      </Title>
      <PageIndex sections={sections} />
      <Sections sections={sections} start={start} added={added} />
    </div>
  );
}

function Sections({ sections, start, added }: SettingsPageProps & { sections: readonly Section[] }) {
  const query = useSettings();
  const { data: settings, error } = query;
  const retry = () => void query.refetch();
  const parts = useMemo(() => sections.flatMap(partsOf), [sections]);
  const { has, complete } = useTurns(parts, useArrived(settings));
  const failed = error !== null && settings === undefined;
  const standing = useRef<HTMLDivElement>(null);
  useScrollToAnchor(settings !== undefined, standing);
  return (
    <div ref={standing} className={styles.sections} aria-busy={!complete && !failed}>
      {/* Whether it is being asked for is read only here: else each asking would draw the whole page anew. */}
      {failed && <LoadFailed error={error} onRetry={retry} retrying={query.isFetching} />}
      {error !== null && settings !== undefined && <Outdated onRetry={retry} retrying={query.isFetching} />}
      {!failed &&
        sections.map((id) => (
          <SectionOf key={id} id={id}>
            {isOwn(id) ? (
              cardsOf(id).map(([card, Card]) => (
                <Suspense key={card} fallback={<CardRoom id={card} />}>
                  {settings !== undefined && has(card) ? (
                    <Card settings={settings} start={start} />
                  ) : (
                    <CardRoom id={card} />
                  )}
                </Suspense>
              ))
            ) : (
              <Suspense fallback={<AddedRoom />}>{has(id) ? added[id] : <AddedRoom />}</Suspense>
            )}
          </SectionOf>
        ))}
    </div>
  );
}

/** What of a section takes its turn by itself: each of our cards; a section of another feature as a whole. */
const partsOf = (section: Section): readonly Part[] =>
  isOwn(section) ? cardsOf(section).map(([card]) => ({ id: card, section })) : [{ id: section, section }];

/** The facts on the page are those of a while ago: the last try to get newer ones failed. */
function Outdated({ onRetry, retrying }: { onRetry: () => void; retrying: boolean }) {
  const words = useWords(settingsWords);
  const ui = useWords(uiWords);
  return (
    <Message kind="warning" title={words.stale} role="status">
      <Button variant="default" size="xs" mt="xs" onClick={onRetry} loading={retrying}>
        {ui.retry}
      </Button>
    </Message>
  );
}

/** How long a page that is opened may still grow above the card that was meant. */
const settles = 10_000;

/**
 * `/settings#cell` is opened before the card exists. The card that was meant comes into view once the page has its facts, and is
 * kept there while what stands above it grows, until the person moves or all must be there.
 */
function useScrollToAnchor(ready: boolean, sections: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const { hash } = location;
    if (!ready || hash === '' || sections.current === null) return;
    const growth = new ResizeObserver(() => document.getElementById(hash.slice(1))?.scrollIntoView());
    growth.observe(sections.current);
    const stop = () => growth.disconnect();
    const signs = ['wheel', 'touchmove', 'keydown', 'pointerdown', 'hashchange'] as const;
    for (const sign of signs) window.addEventListener(sign, stop, { passive: true, once: true });
    const timer = setTimeout(stop, settles);
    return () => {
      stop();
      clearTimeout(timer);
      for (const sign of signs) window.removeEventListener(sign, stop);
    };
  }, [ready, sections]);
}
