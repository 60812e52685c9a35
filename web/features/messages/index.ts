import './refusals.ts';

export { ConversationPage } from './conversation-page.tsx';
export { NewTextPage } from './new-text-page.tsx';
export { ScheduledPage } from './scheduled-page.tsx';
