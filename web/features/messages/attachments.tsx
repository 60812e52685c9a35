import type { Media } from '#contract/messages.ts';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { CloseIcon, FileIcon } from '#web/ui/more-icons.tsx';
import styles from './composer.module.css';
import { composerWords } from './composer-words.ts';
import type { UploadingFile } from './use-attachments.ts';

interface AttachmentsProps {
  readonly media: readonly Media[];
  readonly uploading: readonly UploadingFile[];
  readonly error: string | undefined;
  readonly onRemove: (id: string) => void;
  readonly onCancel: (id: number) => void;
}

/** What goes with the text: pictures small, and how far those are that are still on their way. */
export function Attachments({ media, uploading, error, onRemove, onCancel }: AttachmentsProps) {
  const words = useWords(composerWords);
  return (
    <>
      {media.length + uploading.length > 0 && (
        <ul className={styles.attachments}>
          {media.map((one) => (
            <li key={one.id} className={styles.attachment}>
              {one.contentType.startsWith('image/') && one.url !== null ? (
                <img src={one.url} alt={one.filename} />
              ) : (
                <span className={styles.attachedFile}>
                  <FileIcon size={18} />
                  {one.filename}
                </span>
              )}
              <button type="button" aria-label={words.removeFile(one.filename)} onClick={() => onRemove(one.id)}>
                <CloseIcon size={14} />
              </button>
            </li>
          ))}
          {uploading.map((one) => (
            <li key={one.id} className={styles.attachment}>
              <span className={styles.attachedFile}>
                {one.name}
                <progress max={1} value={one.share} aria-label={one.name} />
                <span className="tabular">{words.uploading(Math.round(one.share * 100))}</span>
              </span>
              <button type="button" aria-label={words.removeFile(one.name)} onClick={() => onCancel(one.id)}>
                <CloseIcon size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <FieldError>{error}</FieldError>
    </>
  );
}
