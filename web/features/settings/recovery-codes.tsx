import { Button, Text } from '@mantine/core';
import { useWords } from '#web/lib/words.tsx';
import { CopyButton } from '#web/ui/copy-button.tsx';
import styles from './settings.module.css';
import dialog from './two-step.module.css';
import { twoStepWords } from './two-step-words.ts';

/** The codes, this once: to copy, to download, to write down. */
export function RecoveryCodes({ codes, onStored }: { codes: readonly string[]; onStored: () => void }) {
  const words = useWords(twoStepWords);
  const text = `${codes.join('\n')}\n`;
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`${words.fileTitle}\n\n${text}`)}`;
  return (
    <>
      <Text size="sm">{words.codesAbout}</Text>
      <ul className={dialog.codes} aria-label={words.codesTitle}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles.actions}>
        <Button onClick={onStored} data-autofocus>
          {words.stored}
        </Button>
        <CopyButton value={text} />
        <Button component="a" variant="default" href={file} download="trunkline-recovery-codes.txt">
          {words.download}
        </Button>
      </div>
    </>
  );
}
