import type { Endpoint, ReplyOf } from '#contract/endpoint.ts';
import { addressOf, Refusal, refusalFrom } from './api.ts';
import { webErrors } from './web-errors.ts';

export interface Uploading {
  readonly file: File;
  /** Called with the share that is sent, 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/** Sends one file. `fetch` cannot tell how much of a body has left, so this is made the older way. */
export function upload<E extends Endpoint>(
  spec: E,
  params: Readonly<Record<string, string>>,
  { file, onProgress, signal }: Uploading,
): Promise<ReplyOf<E>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(spec.method, addressOf(spec, { params }));
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => lengthComputable && onProgress(loaded / total);
    request.onerror = () => reject(new Refusal(webErrors.offline.code, 0, webErrors.offline.message));
    request.onabort = () => reject(signal.reason);
    request.onload = () => {
      if (request.status < 200 || request.status > 299)
        return reject(refusalFrom(request.status, request.responseText));
      resolve(JSON.parse(request.responseText) as ReplyOf<E>); // the server validates its replies against this schema
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    const body = new FormData();
    body.append('file', file);
    request.send(body);
  });
}
