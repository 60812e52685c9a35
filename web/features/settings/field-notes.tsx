import { Button, Group, Text } from '@mantine/core';
import { useWords } from '#web/lib/words.tsx';
import { Message } from '#web/ui/message.tsx';
import { settingsWords } from './words.ts';

export interface FieldNotesProps {
  noted: boolean;
  conflict: { keepMine: () => void; useTheirs: () => void } | undefined;
  /** The value that stands now, in words. */
  now: string;
}

/** What other tabs and people did to this field: a quiet line, or, while it is being edited here, a choice. */
export function FieldNotes({ noted, conflict, now }: FieldNotesProps) {
  const words = useWords(settingsWords);
  return (
    <div role="status">
      {noted && (
        <Text size="sm" c="dimmed" mt="xs">
          {words.changedElsewhere}
        </Text>
      )}
      {conflict !== undefined && (
        <div style={{ marginTop: 12 }}>
          <Message kind="warning">
            <p>{words.nowStands(now)}</p>
            <Group gap="xs">
              <Button type="button" variant="default" size="xs" onClick={conflict.keepMine}>
                {words.keepMine}
              </Button>
              <Button type="button" variant="default" size="xs" onClick={conflict.useTheirs}>
                {words.useTheirs}
              </Button>
            </Group>
          </Message>
        </div>
      )}
    </div>
  );
}
