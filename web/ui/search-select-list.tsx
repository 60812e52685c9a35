// Loaded by SearchSelect with its first touch.
export { Select as SearchSelectList } from '@mantine/core';
