import type { CallPlan, CallVerb } from '../calls.ts';

/** A plan in TwiML. */
export function writeTwiml(plan: CallPlan): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${plan.map(written).join('')}</Response>`;
}

function written(verb: CallVerb): string {
  switch (verb.do) {
    case 'say':
      return element('Say', { language: locales[verb.language] ?? verb.language }, text(verb.text));
    case 'play':
      return element('Play', {}, text(verb.url));
    case 'pause':
      return element('Pause', { length: verb.seconds });
    case 'record':
      return element('Record', {
        action: verb.doneUrl,
        maxLength: verb.maxSeconds,
        timeout: verb.silenceSeconds,
        finishOnKey: verb.endKey,
        playBeep: true,
        recordingStatusCallback: verb.readyUrl,
        recordingStatusCallbackEvent: 'completed absent',
      });
    case 'gather':
      return element(
        'Gather',
        { input: 'dtmf', numDigits: verb.keys, timeout: verb.seconds, action: verb.keysUrl },
        verb.prompts.map(written).join(''),
      );
    case 'dial':
      return dial(verb);
    case 'connect':
      return element('Connect', {}, element('Stream', { url: verb.soundUrl }));
    case 'go to':
      return element('Redirect', {}, text(verb.url));
    case 'reject':
      return element('Reject', { reason: verb.as });
    case 'hang up':
      return element('Hangup', {});
  }
}

function dial(verb: Extract<CallVerb, { do: 'dial' }>): string {
  const numbers = verb.numbers.map((one) =>
    element(
      'Number',
      {
        url: one.askUrl,
        statusCallback: one.statusUrl,
        statusCallbackEvent: 'initiated ringing answered completed',
      },
      text(one.number),
    ),
  );
  const { doneUrl, ringSeconds, limitSeconds, shows } = verb;
  return element(
    'Dial',
    // Without it the caller would be answered, and billed, before anybody is there.
    { action: doneUrl, timeout: ringSeconds, timeLimit: limitSeconds, callerId: shows, answerOnBridge: true },
    numbers.join(''),
  );
}

const locales: Readonly<Record<string, string>> = { en: 'en-US', es: 'es-MX' };

function element(name: string, attributes: Readonly<Record<string, string | number | boolean>>, inside = ''): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${text(String(value))}"`);
  return inside === '' ? `<${name}${given.join('')}/>` : `<${name}${given.join('')}>${inside}</${name}>`;
}

// What XML 1.0 has no form for: controls but for tab and line ends, and halves of characters.
const unwritable = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;
const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const text = (words: string) => words.replace(unwritable, '').replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);
