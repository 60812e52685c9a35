// Loaded by LateModal when a dialog is first opened.
export { Modal } from '@mantine/core';
