// What My Settings shows below its first screen, in one file that comes with the first of them.
export { ApiKeyCard } from './api-key-card.tsx';
export { CallEmailsCard } from './call-emails-card.tsx';
export { CellCard } from './cell-card.tsx';
export { EmailCard } from './email-card.tsx';
export { NamedKeysCard } from './named-keys-card.tsx';
export { NotificationsCard } from './notifications-card.tsx';
export { PasswordCard } from './password-card.tsx';
export { TwoStepCard } from './two-step-card.tsx';
