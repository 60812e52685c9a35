import { Button, type ButtonProps } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useWords } from '#web/lib/words.tsx';
import { CheckIcon, CopyIcon } from './icons.tsx';
import { uiWords } from './words.ts';

/** Copies text and says that it did, for two seconds. */
export function useCopy() {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (text: string) => {
    await writeClipboard(text);
    setCopied(true);
  };
  return { copied, copy };
}

/** Browsers give the clipboard to secure pages only; a server reached by plain http in an office still has to copy. */
async function writeClipboard(text: string) {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
}

/** "Copy", which turns into "Copied". */
export function CopyButton({ value, label, ...button }: { value: string; label?: string } & ButtonProps) {
  const words = useWords(uiWords);
  const { copied, copy } = useCopy();
  return (
    <Button
      variant="default"
      leftSection={copied ? <CheckIcon size={16} /> : <CopyIcon size={16} />}
      {...button}
      onClick={() => void copy(value)}
    >
      <span aria-live="polite">{copied ? words.copied : (label ?? words.copy)}</span>
    </Button>
  );
}
