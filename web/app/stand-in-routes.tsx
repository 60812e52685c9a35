import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root, who } from './root-route.tsx';
import { StandInFrame } from './stand-in-frame.tsx';
import { WholePageTrouble } from './trouble-page.tsx';

const standIns = createRoute({
  getParentRoute: () => root,
  id: 'stand-ins',
  beforeLoad: async ({ context }) => void (await who(context)),
  errorComponent: WholePageTrouble,
  component: StandInFrame,
});
const phone = createRoute({
  getParentRoute: () => standIns,
  path: '/phone',
  // Numbers begin with +, and the router reads digits as numbers unless told otherwise.
  validateSearch: (search): { handset?: string } =>
    search.handset === undefined ? {} : { handset: String(search.handset) },
  component: lazyRouteComponent(() => import('./phone-route.tsx'), 'PhoneRoute'),
});
const mailbox = createRoute({
  getParentRoute: () => standIns,
  path: '/mailbox',
  validateSearch: (search): { mail?: string } => (search.mail === undefined ? {} : { mail: String(search.mail) }),
  component: lazyRouteComponent(() => import('./mailbox-route.tsx'), 'MailboxRoute'),
});

/** Pages that stand in for the outside world. */
export const standInRoutes = standIns.addChildren([phone, mailbox]);
