import { Button } from '@mantine/core';
import { type ClipboardEvent, type DragEvent, type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import type { Me } from '#contract/identity.ts';
import type { Thread } from '#contract/messages.ts';
import { may } from '#contract/policy.ts';
import { straightened } from '#contract/straightened.ts';
import { Refusal } from '#web/lib/api.ts';
import { useWords } from '#web/lib/words.tsx';
import { Message } from '#web/ui/message.tsx';
import { SendIcon } from '#web/ui/more-icons.tsx';
import { Attachments } from './attachments.tsx';
import styles from './composer.module.css';
import { ComposerTools } from './composer-tools.tsx';
import { composerWords } from './composer-words.ts';
import { outgoing } from './outgoing.ts';
import { PreviewNotes } from './preview-notes.tsx';
import { RecipientsField } from './recipients-field.tsx';
import { ScheduleNote } from './schedule-note.tsx';
import { mostCharacters, SegmentCounter } from './segment-counter.tsx';
import { SendRefusal } from './send-refusal.tsx';
import { SignatureNote } from './signature-note.tsx';
import { useAttachments } from './use-attachments.ts';
import { useDraft } from './use-draft.ts';
import { useMessageSettings } from './use-message-settings.ts';
import { usePreview } from './use-preview.ts';
import type { SendOutcome } from './use-send.ts';
import { useSending } from './use-sending.ts';

export interface ComposerProps {
  readonly me: Me;
  /** Where its draft is kept: the id of a conversation, or `new`. */
  readonly place: string;
  /** The conversation it answers in; undefined: a text to whom one says. */
  readonly thread: Thread | undefined;
  readonly title: string | undefined;
  readonly onSent: (outcome: SendOutcome) => void;
}

/** Writes a text: to whom, how long, with what, when. What is typed is kept until it is sent. */
export function Composer({ me, place, thread, title, onSent }: ComposerProps) {
  const words = useWords(composerWords);
  const { draft, change, clear } = useDraft(me.line.id, place);
  const signature = useMessageSettings().data?.signature ?? null;
  const field = useRef<HTMLTextAreaElement>(null);
  const files = useAttachments(draft.media, (media) => change((now) => ({ media: [...now.media, media] })));
  const out = outgoing(draft, thread, signature, me.line.timeZone);
  const withGroups = may(me.line.roles, 'send_to_groups');
  // A draft, or a text scheduled, from before the role was taken away.
  const refused = !withGroups && thread === undefined && draft.to.some((one) => one.kind === 'group');
  const preview = usePreview(out.isSomething && out.hasRecipients && !refused ? out.draft : undefined);
  // What is wrong with the draft itself is said before it is sent, too: 26 single recipients, say.
  const wrong = preview.error instanceof Refusal && preview.error.status === 422 ? preview.error : undefined;
  const sending = useSending({
    draft,
    out,
    change,
    onDone: (outcome) => {
      clear();
      field.current?.focus();
      onSent(outcome);
    },
  });
  const tooLong = out.text.length > mostCharacters;
  const ready =
    !refused &&
    out.isSomething &&
    out.hasRecipients &&
    !tooLong &&
    files.uploading.length === 0 &&
    me.line.number !== null;
  const send = () => {
    if (ready && !sending.isPending) sending.send();
  };
  const isDirect = thread?.kind === 'direct';
  return (
    <form
      className={styles.composer}
      aria-label={words.write}
      {...useDrop(files.add)}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        send();
      }}
    >
      {thread === undefined && (
        <RecipientsField
          recipients={draft.to}
          leftOut={preview.data?.leftOut ?? []}
          withGroups={withGroups}
          onChange={(to) => change({ to })}
          onDone={() => field.current?.focus()}
        />
      )}
      <div className={styles.box}>
        <textarea
          ref={field}
          className={styles.field}
          aria-label={title === undefined ? words.write : words.writeTo(title)}
          placeholder={words.write}
          title={words.enterSends}
          dir="auto"
          rows={1}
          value={draft.text}
          readOnly={sending.isPending}
          onChange={(event) => change({ text: event.currentTarget.value })}
          onKeyDown={sendOnEnter(send)}
          onPaste={takePictures(files.add)}
        />
        <SignatureNote signature={signature} signed={draft.signed} onSigned={(signed) => change({ signed })} />
        <Attachments
          media={draft.media}
          uploading={files.uploading}
          error={files.error}
          onRemove={(id) => change((now) => ({ media: now.media.filter((one) => one.id !== id) }))}
          onCancel={files.cancel}
        />
        <ScheduleNote draft={draft} onChange={change} onDiscard={clear} />
        <div className={styles.tools}>
          <ComposerTools
            timeZone={me.line.timeZone}
            at={draft.at}
            draft={out.draft}
            onFiles={files.add}
            onTime={(at) => change({ at })}
          />
          <SegmentCounter
            text={out.text}
            field={field}
            onStraighten={() => change((now) => ({ text: straightened(now.text) }))}
          />
          <Button
            type="submit"
            className={styles.send}
            disabled={!ready}
            loading={sending.isPending}
            rightSection={<SendIcon size={16} />}
          >
            {draft.scheduledId !== null ? words.saveScheduled : draft.at !== null ? words.schedule : words.send}
          </Button>
        </div>
      </div>
      {me.line.number === null && <p className={styles.preview}>{words.needNumber}</p>}
      {refused && (
        <div className={styles.refusal}>
          <Message kind="warning" role="status">
            {words.noGroups}
          </Message>
        </div>
      )}
      {sending.error === null && preview.data !== undefined && (
        <PreviewNotes preview={preview.data} isDirect={isDirect} />
      )}
      {sending.error === null && wrong !== undefined && <SendRefusal error={wrong} />}
      {sending.error !== null && <SendRefusal error={sending.error} onAgain={send} />}
    </form>
  );
}

/** Ctrl or ⌘ with Enter sends; Enter alone begins a line, for texts to many are written with care. */
const sendOnEnter = (send: () => void) => (event: KeyboardEvent<HTMLTextAreaElement>) => {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  send();
};

const takePictures = (add: (files: File[]) => void) => (event: ClipboardEvent) => {
  const files = [...event.clipboardData.files];
  if (files.length === 0) return;
  event.preventDefault();
  add(files);
};

/** Files can be dropped on the whole composer. */
function useDrop(add: (files: File[]) => void) {
  const [over, setOver] = useState(false);
  return {
    'data-over': over || undefined,
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      add([...event.dataTransfer.files]);
    },
  };
}
