export { MessageSettingsPage as MessageSettingsRoute } from '#web/features/messages/settings/message-settings.tsx';
