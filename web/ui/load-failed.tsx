import { Button } from '@mantine/core';
import { Refusal } from '#web/lib/api.ts';
import { isFinal } from '#web/lib/queries.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { Message } from './message.tsx';
import { uiWords } from './words.ts';

/** In the place of something that did not load: why, and a button to try again where that may help. */
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
      {mayHelp(error) && (
        <Button variant="default" onClick={onRetry} loading={retrying}>
          {words.retry}
        </Button>
      )}
    </Message>
  );
}

/** Whether asking again may get another answer: not after a no, unless it was for asking too often. */
const mayHelp = (error: unknown) => !isFinal(error) || (error instanceof Refusal && error.status === 429);
