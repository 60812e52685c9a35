import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { Settings } from '#contract/settings.ts';
import { type ListedThread, unreadQuery } from '#web/features/messages/use-inbox.ts';
import { titleOf } from '#web/features/messages/who.ts';
import { playSample } from '#web/features/settings/sound-sample.ts';
import { settingsQuery } from '#web/features/settings/use-settings.ts';
import { localeOf } from '#web/lib/format-time.ts';
import { listFormat } from '#web/lib/formats.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { appWords } from './words.ts';

/** Tells of a new text as My Settings wants it told: on the desktop, with a sound, or not at all. */
export function NewTextNotes() {
  const words = useWords(appWords);
  const language = useLanguage();
  const { region } = usePlace();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const settings = useQuery(settingsQuery).data;
  const { threads } = useQuery(unreadQuery).data ?? {};
  const newest = newestIn(threads);
  const known = useRef<string>(undefined);
  useEffect(() => {
    if (threads === undefined) return;
    const at = newest?.last?.at ?? '';
    // What was there when the page opened is no news. By the server's times alone: this computer's clock may be wrong.
    const before = known.current ?? at;
    known.current = at > before ? at : before;
    if (newest?.last == null || at <= before || settings === undefined) return;
    const isOpen = pathname === `/inbox/${newest.id}` && document.visibilityState === 'visible';
    if (isOpen || !claim(`${newest.id} ${at}`)) return;
    const title = titleOf(newest, region, listFormat(localeOf(language), { type: 'conjunction' }));
    const body = newest.last.text === '' ? words.picture : newest.last.text;
    tell(settings, { title, body, tag: newest.id }, () => {
      window.focus();
      void navigate({ to: '/inbox/$thread', params: { thread: newest.id } });
    });
  }, [threads, newest, settings, pathname, region, language, words, navigate]);
  return null;
}

const newestIn = (threads: readonly ListedThread[] = []) =>
  threads.find(({ last }) => last !== null && last.kind === 'message' && last.direction === 'in');

function tell(
  settings: Settings,
  note: { readonly title: string; readonly body: string; readonly tag: string },
  onClick: () => void,
) {
  if (settings.soundNotifications) void playSample();
  if (!settings.desktopNotifications || !('Notification' in window) || Notification.permission !== 'granted') return;
  const shown = new Notification(note.title, { body: note.body, tag: note.tag, icon: '/icon.svg' });
  shown.onclick = onClick;
}

const place = 'trunkline-told';
/** Of several open tabs one tells. */
function claim(what: string): boolean {
  try {
    if (localStorage.getItem(place) === what) return false;
    localStorage.setItem(place, what);
  } catch {
    // Storage is off: each tab tells for itself.
  }
  return true;
}
