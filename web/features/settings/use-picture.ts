import { type Settings, settings } from '#contract/settings.ts';
import { addressOf, call, Refusal, refusalFrom } from '#web/lib/api.ts';
import { webErrors } from '#web/lib/web-errors.ts';
import type { Square } from './picture-file.ts';
import { itself, useSettingsChange } from './use-settings.ts';

export interface Upload {
  file: File;
  /** Absent: the server takes the middle. */
  square: Square | undefined;
  /** Called with the share that is sent, 0 to 1. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

export const useUploadPicture = () => useSettingsChange(upload, itself);
export const useRemovePicture = () => useSettingsChange((_: undefined) => call(settings.removePicture, {}), itself);

/** `fetch` cannot tell how much of a body has left, so this one request is made the older way. */
function upload({ file, square, onProgress, signal }: Upload): Promise<Settings> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(settings.uploadPicture.method, addressOf(settings.uploadPicture, { query: square ?? {} }));
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => lengthComputable && onProgress(loaded / total);
    request.onerror = () => reject(new Refusal(webErrors.offline.code, 0, webErrors.offline.message));
    request.onabort = () => reject(signal.reason);
    request.onload = () => {
      if (request.status !== 200) return reject(refusalFrom(request.status, request.responseText));
      resolve(JSON.parse(request.responseText) as Settings); // the server validates its replies against this schema
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    const body = new FormData();
    body.append('file', file);
    request.send(body);
  });
}
