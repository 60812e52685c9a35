import fc from 'fast-check';
import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import { isScript, parseTwiml, TwimlError } from './twiml.ts';

describe('TwiML as the official builder writes it', () => {
  test('every verb is understood', () => {
    const built = new twilio.twiml.VoiceResponse();
    built.say({ language: 'es-MX', loop: 2 }, 'Hola & "adiós" <fin>');
    built.play('https://example.com/a.wav?x=1&y=2');
    built.play({ digits: 'ww1#' });
    built.pause({ length: 3 });
    built.record({
      action: '/done',
      maxLength: 180,
      timeout: 8,
      finishOnKey: '#',
      recordingStatusCallback: '/ready',
      recordingStatusCallbackEvent: ['completed', 'absent'],
    });
    built.gather({ action: '/keys', numDigits: 1, timeout: 4 }).say('Press 1');
    const dial = built.dial({ action: '/next', timeout: 25, answerOnBridge: true, callerId: '+14155550100' });
    dial.number(
      { url: '/ask', statusCallback: '/state', statusCallbackEvent: ['ringing', 'answered'] },
      '+14155550123',
    );
    dial.client('ada');
    built.connect().stream({ url: 'wss://example.com/media' }).parameter({ name: 'call', value: '7' });
    built.redirect('/again');
    built.reject({ reason: 'busy' });
    built.hangup();
    const verbs = parseTwiml(built.toString());
    expect(verbs.map((verb) => verb.verb).join(' ')).toBe(
      'say play keys pause record gather dial stream redirect reject hangup',
    );
    expect(verbs[0]).toEqual({ verb: 'say', text: 'Hola & "adiós" <fin>', language: 'es-MX', loop: 2 });
    expect(verbs[1]).toMatchObject({ url: 'https://example.com/a.wav?x=1&y=2' });
    expect(verbs[4]).toMatchObject({ maxSeconds: 180, silenceSeconds: 8, callbackEvents: ['completed', 'absent'] });
    expect(verbs[5]).toMatchObject({ numDigits: 1, prompts: [{ verb: 'say', text: 'Press 1' }] });
    expect(verbs[6]).toMatchObject({
      ringSeconds: 25,
      answerOnBridge: true,
      targets: [
        { kind: 'number', to: '+14155550123', url: '/ask', statusEvents: ['ringing', 'answered'] },
        { kind: 'client', to: 'ada' },
      ],
    });
    expect(verbs[7]).toMatchObject({ url: 'wss://example.com/media', parameters: { call: '7' } });
  });

  test('whatever a person may have to say comes through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const built = new twilio.twiml.VoiceResponse();
        built.say(text);
        // XML has no form for control characters; the builder writes them all the same.
        fc.pre(!/[\p{Cc}\p{Cs}￾￿]/u.test(text));
        expect(parseTwiml(built.toString())).toMatchObject([{ text: text.replace(/\s+/g, ' ').trim() }]);
      }),
    );
  });
});

test.each([
  ['nothing', ''],
  ['words', 'Hello'],
  ['another document', '<html/>'],
  ['a verb nobody knows', '<Response><Sing/></Response>'],
  ['what is not closed', '<Response><Say>Hi</Response>'],
  ['an entity of its own', '<!DOCTYPE r [<!ENTITY x "y">]><Response><Say>&x;</Say></Response>'],
  ['a number that is none', '<Response><Pause length="soon"/></Response>'],
  ['two documents', '<Response/><Response/>'],
])('%s is no TwiML', (_, text) => {
  expect(() => parseTwiml(text)).toThrow(TwimlError);
  expect(isScript(text)).toBe(false);
});

test('whatever text comes, it is verbs or a fault with a name', () => {
  const pieces = fc.constantFrom(
    '<Response>',
    '</Response>',
    '<Say>',
    '</Say>',
    '<Dial timeout="',
    '">',
    '&amp;',
    '<',
    'x',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      expect(typeof isScript(parts.join(''))).toBe('boolean');
    }),
  );
});
