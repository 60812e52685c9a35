import { ActionIcon, Button } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import { Refusal } from '#web/lib/api.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import type { CallPartProps } from '#web/ui/call-part.tsx';
import { CallIcon } from '#web/ui/more-icons.tsx';
import { placeBeside } from '#web/ui/place-beside.ts';
import './refusals.ts';
import { useMayCall, usePlaceCall } from './use-calls.ts';
import styles from './voice.module.css';
import { voiceWords } from './words.ts';

/**
 * Calls a number from the browser phone. Where that is not possible it stays reachable, looks it, and says why when it is
 * pointed at or pressed. `eager`: it is asked at once; in a list, only when somebody comes near.
 */
export function CallButton({ number, who, look, eager = true }: CallPartProps & { readonly eager?: boolean }) {
  const words = useWords(voiceWords);
  const say = useRefusalWords();
  const noteId = useId();
  const [near, setNear] = useState(eager);
  const refusal = useMayCall(number, near).data?.refusal ?? null;
  const place = usePlaceCall();
  const button = useRef<HTMLButtonElement>(null);
  const note = useRef<HTMLDivElement>(null);
  const [pressed, setPressed] = useState(false);
  const why =
    refusal === null ? undefined : say(new Refusal(refusal.code, 0, refusal.message, undefined, refusal.detail));
  const told = place.isError ? say(place.error) : pressed ? why : undefined;
  useEffect(() => {
    if (note.current === null || button.current === null) return;
    if (told === undefined) return note.current.hidePopover();
    note.current.showPopover();
    placeBeside(note.current, button.current, 'start');
  }, [told]);
  const shared = {
    'aria-describedby': why === undefined ? undefined : noteId,
    'aria-disabled': why !== undefined || undefined,
    'data-disabled': why !== undefined || undefined,
    title: why ?? words.callBack(who),
    loading: place.isPending,
    onClick: () => (why === undefined ? place.mutate(number) : setPressed(true)),
    onFocus: () => setNear(true),
    onPointerEnter: () => setNear(true),
  };
  return (
    <>
      {look === 'icon' ? (
        <ActionIcon
          ref={button}
          className={styles.callIcon}
          variant="subtle"
          size={40}
          aria-label={words.callBack(who)}
          {...shared}
        >
          <CallIcon />
        </ActionIcon>
      ) : (
        <Button
          ref={button}
          variant="default"
          size="sm"
          leftSection={<CallIcon size={16} />}
          aria-label={words.callBack(who)}
          {...shared}
        >
          {words.call}
        </Button>
      )}
      <div
        ref={note}
        id={noteId}
        popover="auto"
        className={styles.whyNot}
        role={told === undefined ? undefined : 'alert'}
        onToggle={({ newState }) => {
          if (newState !== 'closed') return;
          setPressed(false);
          place.reset();
        }}
      >
        {told ?? why}
      </div>
    </>
  );
}
