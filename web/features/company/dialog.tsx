import type { ReactNode } from 'react';
import { useWords } from '#web/lib/words.tsx';
import { LateModal } from '#web/ui/late-modal.tsx';
import styles from './company.module.css';
import { lineWords } from './words.ts';

/** A question or a form over the page. */
export function Dialog({
  open,
  title,
  onClose,
  children,
}: {
  open: boolean;
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const words = useWords(lineWords);
  return (
    <LateModal
      opened={open}
      onClose={onClose}
      title={title}
      classNames={{ title: styles.dialogTitle }}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      {children}
    </LateModal>
  );
}
