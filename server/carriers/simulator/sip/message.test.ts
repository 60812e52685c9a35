import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listOf, numberAt, readNameAddr, readUri } from './address.ts';
import { all, first, readMessage, writeResponse } from './message.ts';
import { readPacket, writePacket } from './rtp.ts';
import { readSdp, writeAnswer, writeOffer } from './sdp.ts';

const invite = [
  'INVITE sip:+14155550100@127.0.0.1:5060;transport=udp SIP/2.0',
  'v: SIP/2.0/UDP 10.0.0.5:5062;branch=z9hG4bKa;rport, SIP/2.0/UDP 10.0.0.9;branch=z9hG4bKb',
  'Max-Forwards: 70',
  'f: "Grace, \\"the\\" <admiral>" <sip:+14155550151@10.0.0.5>;tag=1928',
  'To:  <sip:+14155550100@127.0.0.1>',
  'i: a84b4c76e66710@pc33',
  'CSeq: 314159',
  '  INVITE',
  'm: <sip:grace@10.0.0.5:5062>',
  'Record-Route: <sip:p1;lr>,<sip:p2;lr>',
  'c: application/sdp',
  'l: 4',
  '',
  'v=0\r\nmore than was told',
].join('\r\n');
const read = (text: string) => readMessage(Buffer.from(text));

describe('a SIP message', () => {
  test('is read with short names, folded lines, quotes and lists', () => {
    const message = read(invite);
    if (message?.kind !== 'request') throw new Error('not read');
    expect(message).toMatchObject({ method: 'INVITE', callId: 'a84b4c76e66710@pc33', body: 'v=0\r' });
    expect(message.cseq).toEqual({ number: 314_159, method: 'INVITE' });
    expect(message.from).toMatchObject({ uri: 'sip:+14155550151@10.0.0.5', tag: '1928' });
    expect(message.to.tag).toBeUndefined();
    expect(message.via).toMatchObject({ host: '10.0.0.5', port: 5062, branch: 'z9hG4bKa' });
    expect(all(message.headers, 'record-route')).toEqual(['<sip:p1;lr>', '<sip:p2;lr>']);
  });

  test('is answered with its own addresses, where it really came from, and a tag once', () => {
    const message = read(invite);
    if (message?.kind !== 'request') throw new Error('not read');
    const source = { host: '192.0.2.1', port: 6000 };
    const response = read(writeResponse(message, 180, { toTag: 'ours', source }));
    if (response?.kind !== 'response') throw new Error('not read');
    expect(response.status).toBe(180);
    expect(response.to.tag).toBe('ours');
    expect(Object.fromEntries(response.via.params)).toMatchObject({ rport: '6000', received: '192.0.2.1' });
    expect(first(response.headers, 'via')).toContain('10.0.0.9;branch=z9hG4bKb');
    const again = read(writeResponse({ headers: response.headers }, 200, { toTag: 'other' }));
    expect(again?.kind === 'response' && again.to.tag).toBe('ours');
  });

  test.each([
    ['no From', /^f: .*\r\n/m, ''],
    ['no To', /^To: .*\r\n/m, ''],
    ['no Call-ID', /^i: .*\r\n/m, ''],
    ['another method in CSeq', /INVITE\r\nm:/, 'BYE\r\nm:'],
    ['more body told than there is', /^l: 4/m, 'l: 4000'],
    ['a length that is none', /^l: 4/m, 'l: -4'],
  ])('with %s is bad, and can be answered', (_, what, instead) => {
    expect(read(invite.replace(what, instead))).toMatchObject({ kind: 'bad', method: 'INVITE' });
  });

  test('whatever is done to it, nothing breaks', () => {
    const bytes = Buffer.from(invite);
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.nat(bytes.length), drop: fc.nat(40), put: fc.string({ maxLength: 8 }) }), {
          maxLength: 6,
        }),
        (changes) => {
          let text = invite;
          for (const { at, drop, put } of changes) text = text.slice(0, at) + put + text.slice(at + drop);
          const message = read(text);
          if (message && message.kind !== 'response') read(writeResponse(message, 400, { toTag: 'x' }));
          if (message?.kind === 'request') readSdp(message.body);
        },
      ),
      { numRuns: 2000 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => void readMessage(noise)));
  });
});

test('an address says host, port and number', () => {
  expect(readUri('sip:+14155550100:secret@[::1]:5070;transport=udp')).toEqual({
    user: '+14155550100',
    host: '::1',
    port: 5070,
  });
  expect(readUri('sip:host.example')).toEqual({ user: '', host: 'host.example', port: 0 });
  expect(readUri('http://host')).toBeUndefined();
  expect(readUri('sip:a@b:99999')).toBeUndefined();
  expect(numberAt('sip:%2B14155550100@x')).toBe('+14155550100');
  expect(numberAt('sip:4155550100;phone-context=x@x')).toBe('+14155550100');
  expect(numberAt('tel:+1-415-555-0100')).toBe('+14155550100');
  expect(numberAt('sip:%E0%A4%A@x')).toBeUndefined();
  expect(readNameAddr('sip:a@b;tag=7')).toMatchObject({ uri: 'sip:a@b', tag: '7' });
  expect(listOf('"a,b" <sip:c,d>, e')).toEqual(['"a,b" <sip:c,d>', 'e']);
});

test('sound is agreed on in the order the telephone likes, keys included, other streams declined', () => {
  const offer = [
    'v=0',
    'c=IN IP4 10.0.0.1',
    'm=audio 4000 RTP/AVP 9 8 0 97',
    'c=IN IP4 10.0.0.2',
    'a=rtpmap:97 telephone-event/8000',
    'a=sendonly',
    'm=video 5000 RTP/AVP 31',
  ].join('\r\n');
  const sound = readSdp(offer);
  if (!sound) throw new Error('not read');
  expect(sound).toMatchObject({ host: '10.0.0.2', port: 4000, codec: 'PCMA', keys: 97, hears: false });
  const answer = writeAnswer({ host: '127.0.0.1', port: 7000 }, sound);
  expect(answer).toContain('m=audio 7000 RTP/AVP 8 97\r\n');
  expect(answer).toContain('a=recvonly');
  expect(answer).toContain('m=video 0 RTP/AVP 31');
  expect(readSdp(writeOffer({ host: '::1', port: 1 }))).toMatchObject({
    host: '::1',
    codec: 'PCMU',
    keys: 101,
    hears: true,
  });
  expect(readSdp(offer.replace('m=audio 4000', 'm=audio 0'))).toBeUndefined();
});

test('a packet is read as it was written; others, however broken, break nothing', () => {
  const packet = {
    type: 8,
    marker: true,
    sequence: 65_535,
    timestamp: 2 ** 32 - 1,
    source: 3,
    payload: new Uint8Array([1, 2]),
  };
  expect(readPacket(writePacket(packet))).toEqual(packet);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
      if (noise.length > 0) noise[0] = 0x80 | ((noise[0] ?? 0) & 0x3f);
      readPacket(noise);
    }),
  );
});
