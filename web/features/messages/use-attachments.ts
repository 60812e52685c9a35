import { useCallback, useEffect, useRef, useState } from 'react';
import { type Media, messages } from '#contract/messages.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { upload } from '#web/lib/upload.ts';
import { useWords } from '#web/lib/words.tsx';
import { composerWords } from './composer-words.ts';

const largest = 5 * 1024 * 1024;
const most = 10;

export interface UploadingFile {
  readonly id: number;
  readonly name: string;
  readonly share: number;
}

/** Uploads files as they are chosen, dropped or pasted; each that arrived is handed on. */
export function useAttachments(media: readonly Media[], onArrived: (media: Media) => void) {
  const words = useWords(composerWords);
  const say = useRefusalWords();
  const [uploading, setUploading] = useState<readonly UploadingFile[]>([]);
  const [error, setError] = useState<string>();
  const made = useRef(0);
  const controllers = useRef(new Map<number, AbortController>());
  useEffect(() => {
    const running = controllers.current;
    return () => {
      for (const controller of running.values()) controller.abort();
    };
  }, []);

  const start = async (file: File) => {
    made.current += 1;
    const id = made.current;
    const controller = new AbortController();
    controllers.current.set(id, controller);
    setUploading((now) => [...now, { id, name: file.name, share: 0 }]);
    const onProgress = (share: number) =>
      setUploading((now) => now.map((one) => (one.id === id ? { ...one, share } : one)));
    try {
      onArrived(await upload(messages.uploadMedia, {}, { file, onProgress, signal: controller.signal }));
    } catch (failure) {
      if (!controller.signal.aborted) setError(`${file.name}: ${say(failure)}`);
    } finally {
      controllers.current.delete(id);
      setUploading((now) => now.filter((one) => one.id !== id));
    }
  };
  const add = (files: readonly File[]) => {
    setError(undefined);
    const room = most - media.length - uploading.length;
    if (files.length > room) setError(words.tooManyFiles);
    for (const file of files.slice(0, Math.max(0, room))) {
      if (file.size > largest) setError(words.fileTooLarge(file.name));
      else void start(file);
    }
  };
  const cancel = useCallback((id: number) => controllers.current.get(id)?.abort(new Error('cancelled')), []);
  return { uploading, error, add, cancel };
}
