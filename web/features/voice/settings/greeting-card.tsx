import { Button, Text, Textarea } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { type PhoneSettings, voice } from '#contract/voice.ts';
import { call } from '#web/lib/api.ts';
import { clock } from '#web/lib/format-time.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { upload } from '#web/lib/upload.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { SaveState } from '#web/ui/save-state.tsx';
import { wavFile, wavOf } from './greeting-sound.ts';
import styles from './settings.module.css';
import { usePhoneChange } from './use-phone-settings.ts';
import { useRecorder } from './use-recorder.ts';
import { phoneSettingsWords } from './words.ts';

/** What callers hear: a text that is spoken, an uploaded file, a recording made here, or what comes with the product. */
export function GreetingCard({ settings }: { settings: PhoneSettings }) {
  const words = useWords(phoneSettingsWords);
  const say = useRefusalWords();
  const { greeting } = settings;
  const [why, setWhy] = useState<string>();
  const send = usePhoneChange((file: File) =>
    upload(voice.uploadGreeting, {}, { file, onProgress: () => undefined, signal: new AbortController().signal }),
  );
  const write = usePhoneChange((text: string | null) => call(voice.writeGreeting, { body: { text } }));
  const input = useRef<HTMLInputElement>(null);
  const choose = async (file: File | undefined) => {
    if (file === undefined) return;
    setWhy(undefined);
    const made = await wavOf(file);
    if ('wav' in made) send.mutate(made.wav);
    else setWhy(made.why === 'too long' ? words.greetingTooLong : words.greetingUnreadable);
  };
  const recorder = useRecorder(
    (samples) => send.mutate(wavFile(samples)),
    () => setWhy(words.noMicrophone),
  );
  const kind = {
    default: words.greetingDefault,
    text: words.greetingText,
    recording: words.greetingRecording,
  }[greeting.kind];
  const failure = send.error ?? write.error;
  return (
    <SettingsCard id="greeting" level={3} title={words.greeting} description={words.greetingAbout}>
      <Text fw={550}>{kind}</Text>
      <Text size="sm" c="dimmed" mb="sm">
        {words.greetingLasts(clock(greeting.seconds))}
      </Text>
      <Playback url={greeting.url} key={greeting.url} />
      <TextForm settings={settings} busy={write.isPending} onWrite={(text) => write.mutate(text)} />
      <input
        ref={input}
        type="file"
        accept="audio/*,.m4a,.ogg"
        hidden
        onChange={(event) => {
          void choose(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      <div className={styles.actions}>
        {recorder.seconds === undefined ? (
          <>
            <Button variant="default" loading={send.isPending} onClick={() => input.current?.click()}>
              {words.greetingUpload}
            </Button>
            <Button variant="default" onClick={() => void recorder.start()}>
              {words.greetingRecord}
            </Button>
            {greeting.kind !== 'default' && (
              <Button variant="subtle" onClick={() => write.mutate(null)}>
                {words.greetingReset}
              </Button>
            )}
          </>
        ) : (
          <>
            <Text role="status" className={`tabular ${styles.recording}`}>
              {words.greetingRecording2(clock(recorder.seconds))}
            </Text>
            <Button onClick={recorder.finish}>{words.greetingDone}</Button>
            <Button variant="default" onClick={recorder.cancel}>
              {words.greetingCancel}
            </Button>
          </>
        )}
        <SaveState saved={send.saved || write.saved} />
      </div>
      <FieldError>{why ?? (failure === null ? undefined : say(failure))}</FieldError>
    </SettingsCard>
  );
}

function TextForm({
  settings,
  busy,
  onWrite,
}: {
  settings: PhoneSettings;
  busy: boolean;
  onWrite: (text: string) => void;
}) {
  const words = useWords(phoneSettingsWords);
  const [text, setText] = useState(settings.greeting.text ?? '');
  if (!settings.canSpeak)
    return (
      <Text size="sm" c="dimmed" my="sm">
        {words.cannotSpeak}
      </Text>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') onWrite(text);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Textarea
        label={words.greetingWrite}
        description={words.greetingWriteHint}
        value={text}
        maxLength={600}
        autosize
        minRows={2}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <div>
        <Button type="submit" variant="default" loading={busy} disabled={text.trim() === ''}>
          {words.greetingSpeak}
        </Button>
      </div>
    </form>
  );
}

function Playback({ url }: { url: string }) {
  const words = useWords(phoneSettingsWords);
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const toggle = () => {
    const player = audio.current;
    if (player === null) return;
    if (playing) player.pause();
    else void player.play().catch(() => setPlaying(false));
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: it is the person's own greeting */}
      <audio
        ref={audio}
        src={url}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
      />
      <Button variant="default" size="sm" onClick={toggle} mb="md">
        {playing ? words.greetingStop : words.greetingPlay}
      </Button>
    </>
  );
}
