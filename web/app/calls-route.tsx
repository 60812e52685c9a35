import { CallsPage } from '#web/features/voice/calls-page.tsx';

export const CallsRoute = () => <CallsPage />;
