import fc from 'fast-check';
import twilio from 'twilio';
import { expect, test } from 'vitest';
import type { CallPlan } from '../calls.ts';
import { parseXml } from '../simulator/voice/xml.ts';
import { writeTwiml } from './twiml.ts';

// The official builder says the same thing its way; both documents must mean the same.
const same = (ours: CallPlan, build: (response: twilio.twiml.VoiceResponse) => void) => {
  const theirs = new twilio.twiml.VoiceResponse();
  build(theirs);
  expect(parseXml(writeTwiml(ours))).toEqual(parseXml(theirs.toString()));
};

test('every verb is written as the official builder writes it', () => {
  same([{ do: 'say', text: 'Tom & "Jerry" <x>', language: 'es' }], (r) =>
    r.say({ language: 'es-MX' }, 'Tom & "Jerry" <x>'),
  );
  same([{ do: 'play', url: 'https://x.example/a.wav?a=1&b=2' }], (r) => r.play('https://x.example/a.wav?a=1&b=2'));
  same(
    [
      { do: 'pause', seconds: 25 },
      { do: 'go to', url: '/next?a=1&b=2' },
    ],
    (r) => {
      r.pause({ length: 25 });
      r.redirect('/next?a=1&b=2');
    },
  );
  same([{ do: 'record', maxSeconds: 180, silenceSeconds: 8, endKey: '#', doneUrl: '/done', readyUrl: '/ready' }], (r) =>
    r.record({
      action: '/done',
      maxLength: 180,
      timeout: 8,
      finishOnKey: '#',
      playBeep: true,
      recordingStatusCallback: '/ready',
      recordingStatusCallbackEvent: ['completed', 'absent'],
    }),
  );
  same(
    [
      {
        do: 'gather',
        keys: 1,
        seconds: 10,
        prompts: [{ do: 'say', text: 'Press 1', language: 'en' }],
        keysUrl: '/keys',
      },
    ],
    (r) =>
      r.gather({ input: ['dtmf'], numDigits: 1, timeout: 10, action: '/keys' }).say({ language: 'en-US' }, 'Press 1'),
  );
  same([{ do: 'connect', soundUrl: 'wss://x.example/media/1' }], (r) =>
    r.connect().stream({ url: 'wss://x.example/media/1' }),
  );
  same([{ do: 'reject', as: 'busy' }], (r) => r.reject({ reason: 'busy' }));
  same([{ do: 'hang up' }], (r) => r.hangup());
});

test('a cell is rung with the caller unanswered until it is connected', () => {
  const number = '+14155550100' as never; // of the shape that parsing gives
  same(
    [
      {
        do: 'dial',
        numbers: [{ number, askUrl: '/ask', statusUrl: '/state' }],
        ringSeconds: 25,
        limitSeconds: 7200,
        shows: number,
        doneUrl: '/rung',
      },
    ],
    (r) =>
      r.dial({ action: '/rung', timeout: 25, timeLimit: 7200, callerId: number, answerOnBridge: true }).number(
        {
          url: '/ask',
          statusCallback: '/state',
          statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
        },
        number,
      ),
  );
});

test('whatever is said is XML that says it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const said = parseXml(writeTwiml([{ do: 'say', text, language: 'en' }])).children[0];
      expect(said?.name).toBe('Say');
      expect(
        text
          .replace(/(?![\t\n\r])[\p{Cc}\p{Cs}]|[\ufffe\uffff]/gu, '')
          .replace(/\s+/g, ' ')
          .trim(),
      ).toBe(said?.text);
    }),
  );
});
