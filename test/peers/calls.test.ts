import { readFileSync } from 'node:fs';
import type { ParsedMail } from 'mailparser';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { CallRules } from '#contract/voice.ts';
import { readWav } from '#contract/wav.ts';
import { type Baresip, baresipRuns, startBaresip } from './baresip.ts';
import { likeness } from './envelope.ts';
import { eximRuns } from './exim.ts';
import { sippAnswers, sippCalls, sippRuns } from './sipp.ts';
import { soundIn, speech } from './speech.ts';
import { type Line, startVoiceProduct } from './voice-product.ts';

const canRun = baresipRuns() && sippRuns() && eximRuns();
/** A browser that is not there does not ring here: these calls are about telephones. */
const onlyCell: Partial<CallRules> = { ringBrowser: false };
const greeting = readWav(readFileSync('server/features/voice/sounds/greeting-en.wav')).samples;
const lengthOfGreeting = greeting.length / 8000;

let next = 0;
/** Numbers that no other scenario of this file has. */
const freshNumber = (area: string) => `+1${area}555${String(3000 + next++)}`;

const message = 'Hello, this is Grace from the harbour office. Your delivery is here. Call me back tomorrow.';
const greetingBack = 'Good morning, this is Ada. I can hear you well, and I wait for the second sentence.';

describe.skipIf(!canRun)(
  'calls by SIP (packages baresip-core, sip-tester, exim4-daemon-light; as root)',
  { timeout: 180_000 },
  () => {
    let product: Awaited<ReturnType<typeof startVoiceProduct>>;
    beforeAll(async () => {
      product = await startVoiceProduct();
    }, 90_000);
    const phones: Baresip[] = [];
    const phoneWith = async (wish: Parameters<typeof startBaresip>[0]) => {
      const phone = await startBaresip(wish);
      phones.push(phone);
      return phone;
    };
    afterAll(async () => {
      // Also those of a scenario that failed half-way.
      await Promise.all(phones.map((phone) => phone.stop()));
      await product?.stop();
    }, 30_000);

    async function lineWith(rules: Partial<CallRules>, cell: string | undefined = freshNumber('312')) {
      const line = await product.line(cell);
      await line.change({ ...onlyCell, ...rules });
      return { line, cell: cell ?? '' };
    }
    const noCell = async (rules: Partial<CallRules> = {}) => {
      const line = await product.line(undefined);
      await line.change({ ...onlyCell, ...rules });
      return line;
    };

    /** The one mail about the one call; waits a little longer, so that a second one would be seen. */
    async function oneMail(line: Line): Promise<ParsedMail> {
      await vi.waitFor(async () => expect(await line.mails()).not.toEqual([]), { timeout: 15_000, interval: 200 });
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const [mail] = await line.mails();
      expect(await line.mails()).toHaveLength(1);
      if (!mail) throw new Error('the mail is gone');
      return mail;
    }
    async function noMail(line: Line): Promise<void> {
      await new Promise((resolve) => setTimeout(resolve, 3000));
      expect(await line.mails()).toEqual([]);
    }

    // Sound comes out as it went in on a machine that keeps up: these do not share it with the others. A telephone
    // that other programs hold up for a moment says it with a gap: it is asked again.
    describe('by what is heard', { retry: 2 }, () => {
      test.concurrent('answered on the cell after pressing 1: both hear each other, one minute a leg, no mail', async () => {
        const { line, cell } = await lineWith({ ringSeconds: 30 });
        const phone = await phoneWith({ server: product.sip, number: cell, speech: speech(greetingBack, 6, 8) });
        const said = speech(message, 2, 8);
        const caller = await phoneWith({ server: product.sip, number: freshNumber('415'), speech: said });
        caller.dial(line.number);
        await phone.says(/Incoming call from/i);
        await caller.says(/180 Ringing/);
        phone.answer();
        await phone.says(/Call established/);
        // The caller still hears ringing while the cell is asked.
        await new Promise((resolve) => setTimeout(resolve, 2000));
        phone.press('1');
        await caller.says(/Call established/);
        await new Promise((resolve) => setTimeout(resolve, 12_000));
        caller.hangUp();
        await phone.says(/terminated/);
        expect(await line.calls()).toMatchObject([{ incoming: true, outcome: 'answered', reason: null }]);
        expect(likeness(speech(message), phone.heard())).toBeGreaterThan(0.99);
        expect(likeness(speech(greetingBack), caller.heard())).toBeGreaterThan(0.99);
        // Other words are not taken for the same.
        expect(likeness(speech(greetingBack), phone.heard())).toBeLessThan(0.9);
        expect(await line.minutes()).toBe(2);
        await noMail(line);
      });

      test.concurrent.for(['PCMU', 'PCMA'] as const)(
        'a voicemail in %s is what the caller said, in the product and in the mail',
        async (codec) => {
          const line = await noCell();
          const said = speech(message, lengthOfGreeting + 4, 2);
          const caller = await phoneWith({ server: product.sip, number: freshNumber('415'), speech: said, codec });
          caller.dial(line.number);
          await caller.says(/Call established/);
          // It puts down when its recording ends.
          await caller.says(/terminated/, 40_000);
          const [call] = await line.calls();
          expect(call).toMatchObject({ outcome: 'voicemail', reason: null });
          const spoken = speech(message);
          const kept = soundIn(await line.sound(call?.voicemail?.url ?? ''), 'kept.wav');
          expect(likeness(spoken, kept)).toBeGreaterThan(0.995);
          // Nothing was lost at the beginning or in between, and the beep is not in it.
          expect(kept.length).toBeGreaterThan(spoken.length);
          const mail = await oneMail(line);
          expect(mail.subject).toMatch(/^Voicemail from/);
          const [attached] = mail.attachments;
          expect(attached?.contentType).toMatch(/^audio\//);
          expect(
            likeness(spoken, soundIn(new Uint8Array(attached?.content ?? []), attached?.filename ?? '')),
          ).toBeGreaterThan(0.995);
          expect(await line.minutes()).toBe(1);
          expect(likeness(greeting.subarray(0, 40_000), caller.heard())).toBeGreaterThan(0.99);
        },
      );

      test.concurrent('one second of speech after the beep is a missed call, not a voicemail', async () => {
        const line = await noCell();
        const said = speech('Oh.', lengthOfGreeting + 4, 1);
        const caller = await phoneWith({ server: product.sip, number: freshNumber('415'), speech: said });
        caller.dial(line.number);
        await caller.says(/terminated/, 40_000);
        expect(await line.calls()).toMatchObject([{ outcome: 'missed', reason: 'voicemail_too_short' }]);
        expect(await line.minutes()).toBe(1);
        expect((await oneMail(line)).attachments).toEqual([]);
      });
    });

    describe('by script', () => {
      test.concurrent('forwarded to the cell without a key: answered, one minute a leg, no mail', async () => {
        const { line, cell } = await lineWith({ pressToAccept: false });
        const phone = await sippAnswers('answers', product.sip, cell);
        const caller = await sippCalls('talks', product.sip, { from: freshNumber('415'), to: line.number });
        await Promise.all([caller.done, phone.done]);
        expect(await line.calls()).toMatchObject([{ outcome: 'answered', reason: null }]);
        expect(await line.minutes()).toBe(2);
        await noMail(line);
      });

      test.concurrent.for([
        ['busy', 'busy', /busy/i],
        ['declines', 'declined', /declined/i],
        ['rings', 'no_answer', /nobody|not answered|no answer/i],
        ['says-nothing', 'no_answer', /nobody|not answered|no answer/i],
      ] as const)(
        'the cell %s and there is no voicemail: missed because %s, and one mail says so',
        async ([script, reason, words]) => {
          const { line, cell } = await lineWith({ voicemail: false, ringSeconds: 10 });
          const phone = await sippAnswers(script, product.sip, cell);
          const from = freshNumber('415');
          const caller = await sippCalls('waits', product.sip, { from, to: line.number });
          await Promise.all([phone.done, caller.done]);
          expect(await line.calls()).toMatchObject([{ with: from, outcome: 'missed', reason }]);
          // The caller was told that nobody is there: the line was answered for that, the cell never.
          expect(await line.minutes()).toBe(1);
          const mail = await oneMail(line);
          expect(mail.subject).toMatch(/^Missed call from/);
          expect(mail.text).toMatch(words);
        },
      );

      test.concurrent('a cell whose own voicemail picks up does not swallow the call: the caller comes to ours', async () => {
        const { line, cell } = await lineWith({ ringSeconds: 30 });
        const machine = await sippAnswers('answers', product.sip, cell);
        const caller = await sippCalls('waits', product.sip, { from: freshNumber('415'), to: line.number });
        // The machine presses no key and is hung up on; the caller says nothing after the beep.
        await Promise.all([machine.done, caller.done]);
        expect(await line.calls()).toMatchObject([{ outcome: 'missed', reason: 'voicemail_too_short' }]);
        expect(await line.minutes()).toBe(2);
        await oneMail(line);
      });

      test.concurrent('a caller who gives up while it rings: missed, the cell stops ringing, no minutes, one mail', async () => {
        const { line, cell } = await lineWith({});
        const phone = await sippAnswers('rings', product.sip, cell);
        const caller = await sippCalls('gives-up', product.sip, { from: freshNumber('415'), to: line.number });
        await Promise.all([phone.done, caller.done]);
        expect(await line.calls()).toMatchObject([{ outcome: 'missed', reason: 'abandoned_ringing' }]);
        expect(await line.minutes()).toBe(0);
        expect((await oneMail(line)).subject).toMatch(/^Missed call from/);
      });

      test.concurrent('a caller who hangs up in the greeting: missed, one minute, one mail', async () => {
        const line = await noCell();
        const caller = await sippCalls('hangs-up-in-greeting', product.sip, {
          from: freshNumber('415'),
          to: line.number,
        });
        await caller.done;
        expect(await line.calls()).toMatchObject([
          { outcome: 'missed', reason: 'abandoned_greeting', voicemail: null },
        ]);
        expect(await line.minutes()).toBe(1);
        expect((await oneMail(line)).subject).toMatch(/^Missed call from/);
      });
    });
  },
);
