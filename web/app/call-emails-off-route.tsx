import { CallEmailsOffPage } from '#web/features/voice/call-emails-off-page.tsx';

export const CallEmailsOffRoute = () => <CallEmailsOffPage />;
