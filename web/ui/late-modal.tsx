import type { ModalProps } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useAfterMount } from './use-after-mount.ts';

const Modal = lazy(async () => ({ default: (await import('./modal.tsx')).Modal }));

/** A dialog whose code comes when it is first opened: most visits open none. */
export function LateModal(props: ModalProps) {
  const [met, setMet] = useState(props.opened);
  if (props.opened && !met) setMet(true);
  if (!met) return null;
  return (
    <Suspense>
      <Mounted {...props} />
    </Suspense>
  );
}

function Mounted({ opened, ...props }: ModalProps) {
  return <Modal {...props} opened={useAfterMount(opened)} />;
}
