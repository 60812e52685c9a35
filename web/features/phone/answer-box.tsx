import { ActionIcon, Button, FileButton, NativeSelect, Text, Textarea } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useId, useState } from 'react';
import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { AttachIcon, CloseIcon } from '#web/ui/more-icons.tsx';
import styles from './phone.module.css';
import { shownAddress, useKeepPicture, useSendText, useServedNumbers, useSimulatorRefusal } from './use-handsets.ts';
import { phoneWords } from './words.ts';

interface AnswerBoxProps {
  readonly number: string;
  /** Who texted this handset last: whom one would answer. */
  readonly lastSender: string | undefined;
}

/** Writes a text from a handset to a line. Enter sends, Shift and Enter begins a new line. */
export function AnswerBox({ number, lastSender }: AnswerBoxProps) {
  const words = useWords(phoneWords);
  const say = useSimulatorRefusal();
  const { region } = usePlace();
  const served = useServedNumbers();
  const send = useSendText(number);
  const [chosen, setChosen] = useState<string>();
  const [text, setText] = useState('');
  const [pictures, setPictures] = useState<string[]>([]);
  const keep = useKeepPicture();
  const toId = useId();
  const empty = text.trim() === '' && pictures.length === 0;
  const add = (file: File | undefined) =>
    file !== undefined && keep.mutate(file, { onSuccess: (url) => setPictures((now) => [...now, url]) });

  const lines = served.data ?? [];
  const known = new Map(lines.map((line) => [line.number, line.label]));
  if (lastSender !== undefined && !known.has(lastSender)) known.set(lastSender, lastSender);
  const to = chosen ?? lastSender ?? lines[0]?.number;
  if (to === undefined) {
    return (
      <Text className={styles.bottom} size="sm" c="dimmed">
        {served.isSuccess && words.nobodyToText}
      </Text>
    );
  }
  const options = [...known].map(([value, label]) => {
    const shown = formatNumber(value, region);
    return { value, label: label === value || label === '' ? shown : `${shown} · ${label}` };
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (empty || send.isPending || keep.isPending) return;
    // What was typed stays until it is sent.
    send.mutate(
      { to, text, mediaUrls: pictures },
      {
        onSuccess: () => {
          setText('');
          setPictures([]);
        },
      },
    );
  };
  const sendOnEnter = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) submit(event);
  };
  return (
    <form className={styles.bottom} onSubmit={submit}>
      <label className={styles.to} htmlFor={toId}>
        <Text component="span" size="sm" c="dimmed">
          {words.to}
        </Text>
        <NativeSelect
          id={toId}
          size="xs"
          variant="unstyled"
          data={options}
          value={to}
          onChange={(event) => setChosen(event.currentTarget.value)}
          classNames={{ root: styles.toSelect, input: 'tabular' }}
        />
      </label>
      <Pictures pictures={pictures} onRemove={(url) => setPictures((now) => now.filter((one) => one !== url))} />
      <div className={styles.write}>
        <FileButton accept="image/*,audio/*,video/mp4" onChange={(file) => add(file ?? undefined)}>
          {(button) => (
            <ActionIcon {...button} size={36} aria-label={words.attach} title={words.attach} loading={keep.isPending}>
              <AttachIcon />
            </ActionIcon>
          )}
        </FileButton>
        <Textarea
          aria-label={words.write}
          placeholder={words.write}
          value={text}
          maxLength={1600}
          rows={2}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={sendOnEnter}
        />
        <Button type="submit" loading={send.isPending} disabled={empty}>
          {words.send}
        </Button>
      </div>
      <FieldError>{send.isError ? say(send.error) : keep.isError ? say(keep.error) : undefined}</FieldError>
    </form>
  );
}

function Pictures({ pictures, onRemove }: { pictures: readonly string[]; onRemove: (url: string) => void }) {
  const words = useWords(phoneWords);
  if (pictures.length === 0) return null;
  return (
    <div className={styles.pictures}>
      {pictures.map((url) => (
        <span key={url} className={styles.kept}>
          <img src={shownAddress(url)} alt={words.picture} />
          <button type="button" aria-label={words.removePicture} onClick={() => onRemove(url)}>
            <CloseIcon size={13} />
          </button>
        </span>
      ))}
    </div>
  );
}
