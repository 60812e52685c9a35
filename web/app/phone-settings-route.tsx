import { PhoneSettingsPage } from '#web/features/voice/settings/phone-settings.tsx';

export const PhoneSettingsRoute = () => <PhoneSettingsPage />;
