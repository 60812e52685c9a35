import { askOutside, OutsideRefused, OutsideSilent, OutsideTooLarge } from '#server/platform/http/outside.ts';
import { CarrierDownError, type FetchedMedia } from '../carrier.ts';

interface MediaOptions {
  readonly baseUrl: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly timeoutMs?: number;
  readonly mediaHost?: string;
}

/** The carrier's own address leads to its store by a redirect or two. */
const mostRedirects = 3;

/** Fetches a file of a text in. Our password goes to the carrier's own host and nowhere else, wherever a redirect leads. */
export async function fetchMedia(
  options: MediaOptions,
  from: string,
  limits: { mostBytes: number },
): Promise<FetchedMedia> {
  const home = new URL(options.baseUrl).host;
  const authorization = `Basic ${Buffer.from(`${options.accountSid}:${options.authToken}`).toString('base64')}`;
  let url = from;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const answer = await ask(url, URL.canParse(url) && new URL(url).host === home ? { authorization } : {});
    if ('kind' in answer) return answer;
    const { status, headers, body } = answer;
    if (status >= 300 && status < 400 && headers.location !== undefined && URL.canParse(headers.location, url)) {
      url = new URL(headers.location, url).href;
      continue;
    }
    if (status === 200)
      return { kind: 'file', content: body, contentType: String(headers['content-type'] ?? '').split(';', 1)[0] ?? '' };
    if (status === 429 || status >= 500) throw new CarrierDownError(`a file was answered with ${status}`);
    return { kind: 'refused', why: 'gone' };
  }
  return { kind: 'refused', why: 'address' };

  async function ask(address: string, headers: Record<string, string>) {
    try {
      return await askOutside(address, {
        method: 'GET',
        headers,
        timeoutMs: options.timeoutMs ?? 20_000,
        mostBytes: limits.mostBytes,
        whole: true,
        allowed: options.mediaHost === undefined ? [] : [options.mediaHost],
      });
    } catch (error) {
      if (error instanceof OutsideRefused) return { kind: 'refused', why: 'address' } as const;
      if (error instanceof OutsideTooLarge) return { kind: 'refused', why: 'too_large' } as const;
      if (error instanceof OutsideSilent) throw new CarrierDownError(error.message);
      throw error;
    }
  }
}
