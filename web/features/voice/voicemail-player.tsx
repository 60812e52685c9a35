import { ActionIcon, Button, NativeSelect, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { type VoicemailFacts, voice } from '#contract/voice.ts';
import { addressOf } from '#web/lib/api.ts';
import { clock } from '#web/lib/format-time.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { BinIcon, DownloadIcon } from '#web/ui/more-icons.tsx';
import { useMarkHeard, useRemoveVoicemail } from './use-calls.ts';
import styles from './voice.module.css';
import { voiceWords } from './words.ts';

const speeds = ['1', '1.25', '1.5', '2'];

/** What is played, in the list of calls as in a conversation. */
export interface PlayedVoicemail extends Pick<VoicemailFacts, 'id' | 'seconds' | 'peaks' | 'transcript'> {
  readonly heard: boolean;
}

/** A voicemail: its outline, which is also the way to seek, play, speed, download, heard, delete. */
export function VoicemailPlayer({ voicemail, who }: { voicemail: PlayedVoicemail; who: string }) {
  const words = useWords(voiceWords);
  const say = useRefusalWords();
  const url = addressOf(voice.voicemailSound, { params: { id: voicemail.id } });
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [broken, setBroken] = useState(false);
  const heard = useMarkHeard();
  const toggle = () => {
    const player = audio.current;
    if (player === null) return;
    setBroken(false);
    if (!player.paused) return player.pause();
    void player.play().catch(() => setBroken(true));
  };
  const seek = (seconds: number) => {
    if (audio.current !== null) audio.current.currentTime = seconds;
    setAt(seconds);
  };
  const started = () => {
    setPlaying(true);
    if (!voicemail.heard) heard.mutate({ id: voicemail.id, heard: true });
  };
  return (
    <div className={styles.voicemail}>
      {/* biome-ignore lint/a11y/useMediaCaption: what it says stands below, where it was written down */}
      <audio
        ref={audio}
        src={url}
        preload="none"
        onPlay={started}
        onPause={() => setPlaying(false)}
        onEnded={() => setAt(0)}
        onTimeUpdate={({ currentTarget }) => setAt(currentTarget.currentTime)}
        onError={() => setBroken(true)}
      />
      <div className={styles.player}>
        <ActionIcon
          variant="filled"
          color="teal"
          size={44}
          radius={22}
          onClick={toggle}
          aria-label={playing ? words.pause : words.play}
        >
          {playing ? <PauseShape /> : <PlayShape />}
        </ActionIcon>
        <Wave voicemail={voicemail} at={at} onSeek={seek} label={words.position(who)} />
        <Text size="sm" c="dimmed" className="tabular nowrap">
          {clock(playing || at > 0 ? voicemail.seconds - at : voicemail.seconds)}
        </Text>
      </div>
      {voicemail.transcript !== null && (
        <blockquote className={styles.transcript}>
          <p>{voicemail.transcript}</p>
          <Text component="footer" size="xs" c="dimmed">
            {words.draft}
          </Text>
        </blockquote>
      )}
      <div className={styles.playerTools}>
        <NativeSelect
          aria-label={words.speed}
          size="xs"
          w={72}
          data={speeds.map((value) => ({ value, label: `${value}×` }))}
          onChange={({ currentTarget }) => {
            if (audio.current !== null) audio.current.playbackRate = Number(currentTarget.value);
          }}
        />
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => heard.mutate({ id: voicemail.id, heard: !voicemail.heard })}
        >
          {voicemail.heard ? words.markUnheard : words.markHeard}
        </Button>
        <ActionIcon
          component="a"
          href={`${url}?download=true`}
          download
          variant="subtle"
          size={36}
          ml="auto"
          aria-label={words.download}
          title={words.download}
        >
          <DownloadIcon size={20} />
        </ActionIcon>
        <Remove id={voicemail.id} />
      </div>
      <FieldError>{broken ? words.soundFailed : heard.isError ? say(heard.error) : undefined}</FieldError>
    </div>
  );
}

function Remove({ id }: { id: string }) {
  const words = useWords(voiceWords);
  const remove = useRemoveVoicemail();
  const [sure, setSure] = useState(false);
  if (!sure)
    return (
      <ActionIcon
        variant="subtle"
        color="red"
        size={36}
        aria-label={words.remove}
        title={words.remove}
        onClick={() => setSure(true)}
      >
        <BinIcon size={20} />
      </ActionIcon>
    );
  return (
    <>
      <Button
        variant="outline"
        color="red"
        size="compact-sm"
        loading={remove.isPending}
        onClick={() => remove.mutate(id)}
      >
        {words.removeSure}
      </Button>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setSure(false)}>
        {words.keep}
      </Button>
    </>
  );
}

interface WaveProps {
  readonly voicemail: PlayedVoicemail;
  readonly at: number;
  readonly onSeek: (seconds: number) => void;
  readonly label: string;
}

/** The outline of the recording with a slider over it: by mouse, finger and arrow keys. */
function Wave({ voicemail: { peaks, seconds }, at, onSeek, label }: WaveProps) {
  const played = seconds === 0 ? 0 : at / seconds;
  return (
    <div className={styles.wave}>
      <svg viewBox={`0 0 ${peaks.length * 3} 100`} preserveAspectRatio="none" aria-hidden="true">
        {peaks.map((peak, n) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: peaks have no name but their place, and a recording never changes
            key={n}
            x={n * 3}
            y={50 - Math.max(4, peak) / 2}
            width={2}
            height={Math.max(4, peak)}
            data-played={n / peaks.length < played || undefined}
          />
        ))}
      </svg>
      <input
        type="range"
        min={0}
        max={seconds}
        step={0.1}
        value={Math.min(at, seconds)}
        aria-label={label}
        aria-valuetext={clock(at)}
        onChange={({ currentTarget }) => onSeek(Number(currentTarget.value))}
      />
    </div>
  );
}

const PlayShape = () => (
  <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" fill="currentColor">
    <path d="M5 3v12l10-6Z" />
  </svg>
);
const PauseShape = () => (
  <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" fill="currentColor">
    <path d="M4 3h4v12H4ZM10 3h4v12h-4Z" />
  </svg>
);
