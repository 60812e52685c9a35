import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { AlertIcon } from './icons.tsx';

/** What went wrong, beside the thing it is about, for what is not a Mantine field (those take `error`). Announced when it appears. */
export function FieldError({ id, children }: { id?: string; children?: ReactNode }) {
  return (
    <div role="alert" id={id}>
      {children !== undefined && children !== null && children !== '' && (
        <Text
          c="error"
          size="sm"
          display="flex"
          style={{ gap: 6, alignItems: 'flex-start', color: 'var(--mantine-color-error)' }}
        >
          <span style={{ flex: 'none', marginTop: 2 }}>
            <AlertIcon size={16} />
          </span>
          <span>{children}</span>
        </Text>
      )}
    </div>
  );
}
