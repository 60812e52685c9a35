import { memo } from 'react';
import type { Entry, Thread } from '#contract/messages.ts';
import { useWords } from '#web/lib/words.tsx';
import { CallLine, VoicemailLine } from './call-line.tsx';
import styles from './conversation.module.css';
import { conversationWords } from './conversation-words.ts';
import { MessageBubble } from './message-bubble.tsx';

interface EntryViewProps {
  readonly entry: Entry;
  readonly thread: Thread;
  readonly onDelete: (id: string) => void;
}

/** One thing in a conversation, by its kind. A kind that came after this page was loaded is said to be there. */
export const EntryView = memo(function EntryView({ entry, thread, onDelete }: EntryViewProps) {
  const words = useWords(conversationWords);
  switch (entry.kind) {
    case 'message':
      return <MessageBubble entry={entry} isDirect={thread.kind === 'direct'} onDelete={onDelete} />;
    case 'call':
      return <CallLine entry={entry} />;
    case 'voicemail':
      return <VoicemailLine entry={entry} />;
    default:
      return <p className={styles.unknown}>{words.unknownEntry}</p>;
  }
});
