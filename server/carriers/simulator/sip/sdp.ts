import { isIPv6 } from 'node:net';

/** What a telephone says of its sound (SDP), as far as it concerns us: one stream of G.711 and, maybe, keys as events. */
export interface Sound {
  readonly host: string;
  readonly port: number;
  readonly codec: 'PCMU' | 'PCMA';
  /** The payload type of telephone events (RFC 4733); undefined where the telephone sends keys otherwise. */
  readonly keys: number | undefined;
  /** Whether it wants to hear us: not while it holds the call. */
  readonly hears: boolean;
  /** Each stream it named, in order: an answer must name them all. */
  readonly streams: readonly { readonly line: string; readonly taken: boolean }[];
}

export const payloadOf = { PCMU: 0, PCMA: 8 } as const;

/** Reads an offer or an answer; undefined where there is no stream that can be talked over here. */
export function readSdp(body: string): Sound | undefined {
  const lines = body.split(/\r?\n/);
  const starts = lines.flatMap((line, at) => (line.startsWith('m=') ? [at] : []));
  const session = lines.slice(0, starts[0] ?? lines.length);
  const sections = starts.map((at, nth) => lines.slice(at, starts[nth + 1] ?? lines.length));
  const found = sections.map((section) => readStream(section, session));
  const place = found.findIndex((one) => one !== undefined);
  const sound = found[place];
  if (!sound) return undefined;
  const streams = sections.map((section, nth) => ({ line: (section[0] ?? '').slice(2), taken: nth === place }));
  return { ...sound, streams };
}

function readStream(section: readonly string[], session: readonly string[]): Omit<Sound, 'streams'> | undefined {
  const [, port = '0', list = ''] =
    /^m=audio (\d{1,5})(?:\/\d+)? RTP\/AVPF? ([\d ]+)$/i.exec((section[0] ?? '').trim()) ?? [];
  const types = list.split(' ').filter(Boolean).map(Number);
  const host = hostIn(section) ?? hostIn(session);
  if (Number(port) < 1 || Number(port) > 65_535 || host === undefined) return undefined;
  const named = new Map(
    section.flatMap((line): [number, string][] => {
      const [, type, name] = /^a=rtpmap:(\d{1,3}) ([\w-]+\/\d+)/i.exec(line) ?? [];
      return type === undefined || name === undefined ? [] : [[Number(type), name.toLowerCase()]];
    }),
  );
  // What the telephone likes best, by its own order.
  const codec = types
    .map((type) => (type === 0 ? 'PCMU' : type === 8 ? 'PCMA' : undefined))
    .find((one) => one !== undefined);
  if (codec === undefined) return undefined;
  const says = (attribute: string) => section.includes(`a=${attribute}`) || session.includes(`a=${attribute}`);
  return {
    host,
    port: Number(port),
    codec,
    keys: types.find((type) => named.get(type) === 'telephone-event/8000'),
    hears: !says('sendonly') && !says('inactive') && host !== '0.0.0.0',
  };
}

function hostIn(lines: readonly string[]): string | undefined {
  const line = lines.find((one) => one.startsWith('c='));
  return /^c=IN IP[46] ([0-9a-f:.]{2,45})/i.exec(line ?? '')?.[1];
}

interface Here {
  readonly host: string;
  readonly port: number;
}

/** What we can do, for a telephone that is to choose. */
export function writeOffer(here: Here): string {
  const stream = [
    `m=audio ${here.port} RTP/AVP 0 8 101`,
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:8 PCMA/8000',
    ...keysLines(101),
    'a=ptime:20',
    'a=sendrecv',
  ];
  return write(here, stream);
}

/** What we choose of an offer; its other streams are declined. */
export function writeAnswer(here: Here, offer: Sound): string {
  const type = payloadOf[offer.codec];
  const keys = offer.keys === undefined ? [] : [offer.keys];
  const lines = offer.streams.flatMap(({ line, taken }) =>
    taken
      ? [
          `m=audio ${here.port} RTP/AVP ${[type, ...keys].join(' ')}`,
          `a=rtpmap:${type} ${offer.codec}/8000`,
          ...keys.flatMap(keysLines),
          'a=ptime:20',
          offer.hears ? 'a=sendrecv' : 'a=recvonly',
        ]
      : [`m=${line.replace(/^(\S+) \S+/, '$1 0')}`],
  );
  return write(here, lines);
}

const keysLines = (type: number) => [`a=rtpmap:${type} telephone-event/8000`, `a=fmtp:${type} 0-15`];

function write(here: Here, stream: readonly string[]): string {
  const address = `IN ${isIPv6(here.host) ? 'IP6' : 'IP4'} ${here.host}`;
  return ['v=0', `o=- ${here.port} 1 ${address}`, 's=-', `c=${address}`, 't=0 0', ...stream, ''].join('\r\n');
}
