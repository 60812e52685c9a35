import type { ReactNode } from 'react';
import { useWords } from '#web/lib/words.tsx';
import { LateModal } from '#web/ui/late-modal.tsx';
import styles from './settings.module.css';
import { settingsWords } from './words.ts';

export interface DialogProps {
  open: boolean;
  title: string;
  onClose: () => void;
  /** Called when it has left the screen: the time to forget what it showed. */
  onGone?: () => void;
  /** Keeps a stray click from losing what is shown only once. */
  keepOnStrayClick?: boolean;
  children: ReactNode;
}

/** A question or a form over the page. It holds the keyboard while it is open and gives it back where it came from. */
export function Dialog({ open, title, onClose, onGone, keepOnStrayClick = false, children }: DialogProps) {
  const page = useWords(settingsWords);
  return (
    <LateModal
      opened={open}
      onClose={onClose}
      onExitTransitionEnd={onGone}
      closeOnClickOutside={!keepOnStrayClick}
      title={title}
      classNames={{ title: styles.dialogTitle }}
      closeButtonProps={{ 'aria-label': page.close }}
    >
      {children}
    </LateModal>
  );
}
