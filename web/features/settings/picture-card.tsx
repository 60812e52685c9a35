import { Button, Progress, Skeleton, Text } from '@mantine/core';
import { type DragEvent, lazy, Suspense, useRef, useState } from 'react';
import type { Settings } from '#contract/settings.ts';
import { localeOf } from '#web/lib/format-time.ts';
import { numberFormat } from '#web/lib/formats.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { Avatar } from '#web/ui/avatar.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { Message } from '#web/ui/message.tsx';
import { SaveState, useSaved } from '#web/ui/save-state.tsx';
import { OwnCard } from './own-card.tsx';
import styles from './picture.module.css';
import { type Square, whyNotPicture } from './picture-file.ts';
import { profileWords } from './profile-words.ts';
import frame from './settings.module.css';
import { type ChosenPicture, useChosenPicture } from './use-chosen-picture.ts';
import { useRemovePicture, useUploadPicture } from './use-picture.ts';
import { settingsWords } from './words.ts';

const PictureCrop = lazy(() => import('./picture-crop.tsx').then(({ PictureCrop }) => ({ default: PictureCrop })));
const kinds = 'image/jpeg,image/png,image/webp,image/gif,image/avif,image/heic,image/heif,.heic,.heif';

export function PictureCard({ settings }: { settings: Pick<Settings, 'id' | 'name' | 'picture'> }) {
  const words = useWords(profileWords);
  const page = useWords(settingsWords);
  const say = useRefusalWords();
  const input = useRef<HTMLInputElement>(null);
  const { chosen, choose } = useChosenPicture();
  const [over, setOver] = useState(false);
  const upload = usePictureUpload(() => choose(undefined));
  const removal = useRemovePicture();
  const busy = upload.share !== undefined;

  const take = (file: File | null | undefined) => {
    if (file === null || file === undefined || busy) return;
    removal.reset();
    const why = whyNotPicture(file);
    upload.start(why);
    choose(why === undefined ? file : undefined);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  const hover = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const problem = upload.error ?? removal.error ?? undefined;
  return (
    <OwnCard id="picture">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is a second way; the button does the same */}
      <div
        className={styles.area}
        data-over={over || undefined}
        onDragOver={hover}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {settings.picture === null || chosen !== undefined ? null : (
          <span className="visually-hidden">{words.currentPicture}</span>
        )}
        <Avatar id={settings.id} name={settings.name} picture={settings.picture} size={88} />
        <div className={styles.side}>
          {settings.picture === null && (
            <Text size="sm" c="dimmed" mb="sm">
              {words.noPicture}
            </Text>
          )}
          <input
            ref={input}
            type="file"
            name="file"
            accept={kinds}
            hidden
            onChange={(event) => {
              take(event.currentTarget.files?.[0]);
              // The same file can be chosen again after a refusal.
              event.currentTarget.value = '';
            }}
          />
          <div className={frame.actions} style={{ marginTop: 0 }}>
            <Button variant="default" disabled={busy} onClick={() => input.current?.click()}>
              {words.chooseFile}
            </Button>
            {settings.picture !== null && chosen === undefined && (
              <Button
                variant="outline"
                color="red"
                loading={removal.isPending}
                onClick={() => removal.mutate(undefined, { onSuccess: upload.removed })}
              >
                {words.removePicture}
              </Button>
            )}
            <SaveState
              saved={upload.saved}
              label={upload.label === 'removed' ? words.pictureRemoved : words.pictureUploaded}
            />
          </div>
        </div>
      </div>
      <div className={frame.complaint}>
        <FieldError>{problem === undefined ? undefined : say(problem)}</FieldError>
      </div>
      {chosen !== undefined && (
        <ChosenFile
          key={chosen.file.lastModified + chosen.file.name}
          chosen={chosen}
          upload={upload}
          onCancel={() => {
            upload.start(undefined);
            choose(undefined);
          }}
          cancelWord={page.cancel}
        />
      )}
    </OwnCard>
  );
}

interface ChosenFileProps {
  chosen: ChosenPicture;
  upload: ReturnType<typeof usePictureUpload>;
  onCancel: () => void;
  cancelWord: string;
}

function ChosenFile({ chosen, upload, onCancel, cancelWord }: ChosenFileProps) {
  const words = useWords(profileWords);
  const language = useLanguage();
  const [square, setSquare] = useState<Square>();
  const { file, preview } = chosen;
  const share = upload.share;
  const percent = numberFormat(localeOf(language), { style: 'percent' }).format(share ?? 0);
  const cancel = () => {
    upload.cancel();
    onCancel();
  };
  return (
    <div style={{ marginTop: 20 }}>
      {preview === null ? (
        <Message kind="info">{words.noPreview(file.name)}</Message>
      ) : (
        <Suspense fallback={<CropSkeleton />}>
          {preview === undefined ? <CropSkeleton /> : <PictureCrop preview={preview} onSquare={setSquare} />}
        </Suspense>
      )}
      {share !== undefined && (
        <div className={styles.crop} style={{ marginTop: 16 }}>
          <Progress.Root size="sm">
            <Progress.Section value={share * 100} aria-label={words.uploading(percent)} />
          </Progress.Root>
          <Text size="sm" c="dimmed" mt={4} className="tabular">
            {share < 1 ? words.uploading(percent) : words.processing}
          </Text>
        </div>
      )}
      <div className={frame.actions}>
        <Button
          loading={share !== undefined}
          disabled={preview === undefined}
          onClick={() => upload.send(file, preview === null ? undefined : square)}
        >
          {words.uploadPicture}
        </Button>
        <Button variant="default" onClick={cancel}>
          {cancelWord}
        </Button>
      </div>
    </div>
  );
}

const CropSkeleton = () => (
  <div className={styles.crop}>
    <Skeleton className={styles.stage} />
    <Skeleton height={66} mt="xs" />
  </div>
);

/** Sending the picture: how far it is, how it ended, and a way to stop it. The old picture stays until the new one is in. */
function usePictureUpload(onDone: () => void) {
  const { mutate } = useUploadPicture();
  const { saved, markSaved } = useSaved();
  const running = useRef<AbortController>(undefined);
  const [share, setShare] = useState<number>();
  const [error, setError] = useState<unknown>();
  const [label, setLabel] = useState<'uploaded' | 'removed'>('uploaded');

  const send = (file: File, square: Square | undefined) => {
    const abort = new AbortController();
    running.current = abort;
    setShare(0);
    setError(undefined);
    mutate(
      { file, square, onProgress: setShare, signal: abort.signal },
      {
        onSuccess: () => {
          setLabel('uploaded');
          markSaved();
          onDone();
        },
        onError: (failure) => abort.signal.aborted || setError(failure),
        onSettled: () => setShare(undefined),
      },
    );
  };
  const removed = () => {
    setError(undefined);
    setLabel('removed');
    markSaved();
  };
  return { share, error, saved, label, send, removed, start: setError, cancel: () => running.current?.abort() };
}
