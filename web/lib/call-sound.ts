import { framesOf, muLawOf, sampleRate, samplesOf } from '#contract/mu-law.ts';
import { keyTone } from '#contract/tones.ts';

/** The sound of one call in this page. */
export interface CallSound {
  /** Whether there is a microphone; without one the call can be heard, and keys work. */
  readonly speaks: boolean;
  mute(muted: boolean): void;
  /** Sends the tones of a key. */
  press(key: string): void;
  close(): void;
}

/** Sound of the microphone in frames of 20 ms, at the telephone's 8 kHz, and a way to play such frames. */
export interface SoundCard {
  readonly speaks: boolean;
  onFrame: (samples: Int16Array) => void;
  play(samples: Int16Array): void;
  close(): void;
}

/** Opens loudspeaker and, where there is one and the person allows it, the microphone. */
export async function openSoundCard(): Promise<SoundCard> {
  const context = new AudioContext({ sampleRate });
  await context.audioWorklet.addModule('/call-sound-worklet.js');
  const node = new AudioWorkletNode(context, 'call-sound');
  node.connect(context.destination);
  const microphone = await navigator.mediaDevices
    ?.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } })
    .catch(() => undefined);
  if (microphone) context.createMediaStreamSource(microphone).connect(node);
  await context.resume();
  const card: SoundCard = {
    speaks: microphone !== undefined,
    onFrame: () => undefined,
    play: (samples) => node.port.postMessage(samples),
    close() {
      for (const track of microphone?.getTracks() ?? []) track.stop();
      void context.close();
    },
  };
  node.port.onmessage = ({ data }) => card.onFrame(data as Int16Array); // the worklet posts nothing else
  return card;
}

/** Joins this page to the sound of a call; `onClose` is told once when it is over. */
export async function openCallSound(path: string, onClose: () => void): Promise<CallSound> {
  const card = await openSoundCard();
  const socket = new WebSocket(new URL(path, location.href.replace(/^http/, 'ws')));
  socket.binaryType = 'arraybuffer';
  let muted = false;
  const send = (frame: Uint8Array<ArrayBuffer>) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(frame);
  };
  card.onFrame = (samples) => {
    if (!muted) send(muLawOf(samples));
  };
  socket.onmessage = ({ data }) => {
    if (data instanceof ArrayBuffer) card.play(samplesOf(new Uint8Array(data)));
  };
  socket.onclose = () => {
    card.close();
    onClose();
  };
  return {
    speaks: card.speaks,
    mute: (on) => {
      muted = on;
    },
    press: (key) => {
      for (const frame of framesOf(muLawOf(keyTone(key)))) send(frame.slice());
    },
    close: () => socket.close(),
  };
}
