import { Kbd, Modal, Switch } from '@mantine/core';
import { useWords } from '#web/lib/words.tsx';
import { useAfterMount } from '#web/ui/use-after-mount.ts';
import styles from './shortcuts-dialog.module.css';
import { appWords } from './words.ts';

export interface ShortcutsDialogProps {
  opened: boolean;
  onClose: () => void;
  enabled: boolean;
  onEnabled: (on: boolean) => void;
}

export function ShortcutsDialog({ opened, onClose, enabled, onEnabled }: ShortcutsDialogProps) {
  const words = useWords(appWords);
  const shown = useAfterMount(opened);
  return (
    <Modal
      opened={shown}
      onClose={onClose}
      title={words.shortcuts}
      size="sm"
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <dl className={styles.list} data-off={!enabled || undefined}>
        <div>
          <dt>{words.goInbox}</dt>
          <dd>
            <Kbd>g</Kbd> <small>{words.shortcutThen}</small> <Kbd>i</Kbd>
          </dd>
        </div>
        <div>
          <dt>{words.goSearch}</dt>
          <dd>
            <Kbd>/</Kbd>
          </dd>
        </div>
        <div>
          <dt>{words.goSettings}</dt>
          <dd>
            <Kbd>g</Kbd> <small>{words.shortcutThen}</small> <Kbd>s</Kbd>
          </dd>
        </div>
        <div>
          <dt>{words.showShortcuts}</dt>
          <dd>
            <Kbd>?</Kbd>
          </dd>
        </div>
      </dl>
      <Switch
        label={words.shortcutsOn}
        checked={enabled}
        onChange={(event) => onEnabled(event.currentTarget.checked)}
      />
    </Modal>
  );
}
