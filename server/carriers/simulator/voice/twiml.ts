import { type Element, parseXml, XmlError } from './xml.ts';

/** TwiML as the simulator runs it: the verbs a telephone company of this protocol knows, as far as this one knows them. */
export type Verb =
  | { readonly verb: 'say'; readonly text: string; readonly language: string; readonly loop: number }
  | { readonly verb: 'play'; readonly url: string; readonly loop: number }
  | { readonly verb: 'keys'; readonly digits: string }
  | { readonly verb: 'pause'; readonly seconds: number }
  | {
      readonly verb: 'record';
      readonly action: string;
      readonly silenceSeconds: number;
      readonly finishOnKey: string;
      readonly maxSeconds: number;
      readonly beep: boolean;
      readonly callback: string;
      readonly callbackEvents: readonly string[];
    }
  | {
      readonly verb: 'gather';
      readonly action: string;
      readonly numDigits: number;
      readonly finishOnKey: string;
      readonly timeoutSeconds: number;
      readonly actionOnEmpty: boolean;
      readonly prompts: readonly Verb[];
    }
  | {
      readonly verb: 'dial';
      readonly action: string;
      readonly ringSeconds: number;
      readonly limitSeconds: number;
      readonly callerId: string;
      readonly answerOnBridge: boolean;
      readonly targets: readonly Target[];
    }
  | { readonly verb: 'stream'; readonly url: string; readonly parameters: Readonly<Record<string, string>> }
  | { readonly verb: 'redirect'; readonly url: string }
  | { readonly verb: 'reject'; readonly reason: 'busy' | 'rejected' }
  | { readonly verb: 'hangup' };

/** Whom a `<Dial>` rings. A client is a program of the account's that is registered here; none ever is. */
export interface Target {
  readonly kind: 'number' | 'client' | 'sip';
  readonly to: string;
  /** Where what the called one hears before being connected comes from. */
  readonly url: string;
  readonly statusCallback: string;
  readonly statusEvents: readonly string[];
}

/** The document is none that can be run: Twilio's error 12100 and its neighbours. */
export class TwimlError extends Error {}

/** `at`: where the document came from; addresses in it may be relative to that. Throws `TwimlError`. */
export function parseTwiml(text: string, at?: string): Verb[] {
  try {
    const root = parseXml(text.trim());
    if (root.name !== 'Response') throw new TwimlError(`<Response> is missing, <${root.name}> came`);
    return root.children.map((child) => absolute(verbOf(child), at));
  } catch (error) {
    throw error instanceof XmlError ? new TwimlError(error.message) : error;
  }
}

function absolute(verb: Verb, at: string | undefined): Verb {
  const url = (given: string) => (given === '' ? '' : resolved(given, at));
  switch (verb.verb) {
    case 'play':
    case 'redirect':
      return { ...verb, url: url(verb.url) };
    case 'record':
      return { ...verb, action: url(verb.action), callback: url(verb.callback) };
    case 'gather':
      return { ...verb, action: url(verb.action), prompts: verb.prompts.map((prompt) => absolute(prompt, at)) };
    case 'dial':
      return {
        ...verb,
        action: url(verb.action),
        targets: verb.targets.map((one) => ({ ...one, url: url(one.url), statusCallback: url(one.statusCallback) })),
      };
    default:
      return verb;
  }
}

function resolved(given: string, at: string | undefined): string {
  if (!URL.canParse(given, at)) {
    // A script that came without an address cannot be relative to one.
    if (at === undefined) return given;
    throw new TwimlError(`not an address: ${given.slice(0, 80)}`);
  }
  return new URL(given, at).href;
}

function verbOf(element: Element): Verb {
  const read = Object.hasOwn(readers, element.name) ? readers[element.name] : undefined;
  if (!read) throw new TwimlError(`<${element.name}> is not known here`);
  return read(element);
}

const text = (element: Element, name: string, unset = '') => element.attributes[name] ?? unset;
const flag = (element: Element, name: string, unset: boolean) => text(element, name, String(unset)) === 'true';

function whole(element: Element, name: string, unset: number, most: number): number {
  const given = element.attributes[name];
  if (given === undefined || given === '') return unset;
  if (!/^\d{1,7}$/.test(given)) throw new TwimlError(`<${element.name} ${name}> is not a whole number`);
  return Math.min(most, Number(given));
}

const events = (element: Element, name: string, unset: string) =>
  text(element, name, unset)
    .split(/\s+/)
    .filter((one) => one !== '');

const readers: Readonly<Record<string, (element: Element) => Verb>> = {
  Say: (e) => ({ verb: 'say', text: e.text, language: text(e, 'language', 'en-US'), loop: whole(e, 'loop', 1, 10) }),
  Play: (e) =>
    e.attributes.digits === undefined
      ? { verb: 'play', url: e.text, loop: whole(e, 'loop', 1, 10) }
      : { verb: 'keys', digits: text(e, 'digits') },
  Pause: (e) => ({ verb: 'pause', seconds: whole(e, 'length', 1, 600) }),
  Record: (e) => ({
    verb: 'record',
    action: text(e, 'action'),
    silenceSeconds: whole(e, 'timeout', 5, 600),
    finishOnKey: text(e, 'finishOnKey', '1234567890*#'),
    maxSeconds: whole(e, 'maxLength', 3600, 14_400),
    beep: flag(e, 'playBeep', true),
    callback: text(e, 'recordingStatusCallback'),
    callbackEvents: events(e, 'recordingStatusCallbackEvent', 'completed'),
  }),
  Gather: (e) => ({
    verb: 'gather',
    action: text(e, 'action'),
    numDigits: whole(e, 'numDigits', 0, 32),
    finishOnKey: text(e, 'finishOnKey', '#'),
    timeoutSeconds: whole(e, 'timeout', 5, 600),
    actionOnEmpty: flag(e, 'actionOnEmptyResult', false),
    prompts: e.children.map(verbOf),
  }),
  Dial: (e) => ({
    verb: 'dial',
    action: text(e, 'action'),
    ringSeconds: whole(e, 'timeout', 30, 600),
    limitSeconds: whole(e, 'timeLimit', 14_400, 14_400),
    callerId: text(e, 'callerId'),
    answerOnBridge: flag(e, 'answerOnBridge', false),
    targets: targetsOf(e),
  }),
  Connect: (e) => {
    const [stream] = e.children;
    if (stream?.name !== 'Stream' || e.children.length !== 1) throw new TwimlError('<Connect> holds one <Stream>');
    const parameters = stream.children.map((one) => [text(one, 'name'), text(one, 'value')]);
    return { verb: 'stream', url: text(stream, 'url'), parameters: Object.fromEntries(parameters) };
  },
  Redirect: (e) => ({ verb: 'redirect', url: e.text }),
  Reject: (e) => ({ verb: 'reject', reason: text(e, 'reason') === 'busy' ? 'busy' : 'rejected' }),
  Hangup: () => ({ verb: 'hangup' }),
};

const mostTargets = 10;
const kinds: Readonly<Record<string, Target['kind']>> = { Number: 'number', Client: 'client', Sip: 'sip' };

function targetsOf(dial: Element): Target[] {
  if (dial.children.length === 0) return dial.text === '' ? [] : [plain(dial.text)];
  if (dial.children.length > mostTargets) throw new TwimlError('<Dial> rings at most ten');
  return dial.children.map((noun) => {
    const kind = Object.hasOwn(kinds, noun.name) ? kinds[noun.name] : undefined;
    if (!kind) throw new TwimlError(`<${noun.name}> cannot be dialled here`);
    return {
      kind,
      to: noun.text,
      url: text(noun, 'url'),
      statusCallback: text(noun, 'statusCallback'),
      statusEvents: events(noun, 'statusCallbackEvent', 'completed'),
    };
  });
}

const plain = (number: string): Target => ({
  kind: 'number',
  to: number,
  url: '',
  statusCallback: '',
  statusEvents: [],
});

/** Whether a text is TwiML that can be run here. */
export function isScript(text: string): boolean {
  try {
    parseTwiml(text);
    return true;
  } catch (error) {
    if (error instanceof TwimlError) return false;
    throw error;
  }
}
