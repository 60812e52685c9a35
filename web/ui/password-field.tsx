import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '#web/lib/words.tsx';
import { uiWords } from './words.ts';

/** A password, and a button to see it, which keyboards and screen readers reach too. */
export function PasswordField(props: PasswordInputProps) {
  const words = useWords(uiWords);
  const [visible, setVisible] = useState(false);
  return (
    <PasswordInput
      visible={visible}
      onVisibilityChange={setVisible}
      visibilityToggleButtonProps={{
        'aria-label': visible ? words.hidePassword : words.showPassword,
        'aria-hidden': false,
        tabIndex: 0,
      }}
      {...props}
    />
  );
}
