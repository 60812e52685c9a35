import type { Media } from '#contract/messages.ts';
import { useWords } from '#web/lib/words.tsx';
import { FileIcon } from '#web/ui/more-icons.tsx';
import styles from './conversation.module.css';
import { conversationWords } from './conversation-words.ts';

/** A file of a text: a picture as itself, sound and film to play, anything else by its name. */
export function MediaView({ media }: { media: Media }) {
  const words = useWords(conversationWords);
  if (media.state === 'fetching') return <p className={styles.file}>{words.fetching}</p>;
  if (media.state === 'failed' || media.url === null)
    return <p className={styles.file}>{failureOf(media.why, words)}</p>;
  const kind = media.contentType.split('/')[0];
  if (kind === 'image' && media.contentType !== 'image/svg+xml') {
    return (
      <a href={media.url} target="_blank" rel="noreferrer" aria-label={words.openPicture(media.filename)}>
        <img src={media.url} alt={media.filename} loading="lazy" className={styles.picture} />
      </a>
    );
  }
  // biome-ignore lint/a11y/useMediaCaption: what people send has no captions
  if (kind === 'audio') return <audio controls preload="none" src={media.url} className={styles.sound} />;
  // biome-ignore lint/a11y/useMediaCaption: what people send has no captions
  if (kind === 'video') return <video controls preload="metadata" src={media.url} className={styles.picture} />;
  return (
    <a href={media.url} target="_blank" rel="noreferrer" className={styles.file}>
      <FileIcon size={18} />
      {media.filename}
    </a>
  );
}

type Words = (typeof conversationWords)['en'] | (typeof conversationWords)['es'];
function failureOf(why: string | null, words: Words): string {
  if (why === 'too_large') return words.fileTooLarge;
  if (why === 'type') return words.fileType;
  if (why === 'gone') return words.fileGone;
  return words.fileFailed;
}
