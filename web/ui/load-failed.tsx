import { Button } from '@mantine/core';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { Message } from './message.tsx';
import { uiWords } from './words.ts';

/** In the place of something that did not load: why, and a button to try again. */
export function LoadFailed({
  error,
  onRetry,
  retrying = false,
}: {
  error: unknown;
  onRetry: () => void;
  retrying?: boolean;
}) {
  const words = useWords(uiWords);
  const say = useRefusalWords();
  return (
    <Message kind="bad" title={words.failed} role="alert">
      <p>{say(error)}</p>
      <Button variant="default" onClick={onRetry} loading={retrying}>
        {words.retry}
      </Button>
    </Message>
  );
}
