import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { ContactsFilter } from '#web/features/contacts/use-contacts.ts';
import type { GroupsFilter } from '#web/features/groups/use-groups.ts';
import { ForgotPage, LinkPage, SignInPage, SignUpPage } from '#web/features/identity/index.ts';
import type { InboxFilter } from '#web/features/messages/use-inbox.ts';
import { BareFrame } from './bare-frame.tsx';
import { FrameSkeleton } from './frame-skeleton.tsx';
import { localAddress } from './local-address.ts';
import { goHomeIfSignedIn, goHomeUnlessMissing, refuseStrangers, root, who } from './root-route.tsx';
import { parseSearch, stringifySearch } from './search-params.ts';
import { Shell } from './shell.tsx';
import { StandInFrame } from './stand-in-frame.tsx';
import { TroublePage, WholePageTrouble } from './trouble-page.tsx';
import { WelcomeRoute } from './welcome-route.tsx';

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async ({ context }) => {
    const [me, start] = await who(context);
    if (me !== null) throw redirect({ to: '/inbox', replace: true });
    throw redirect({ to: start.signUp === 'first' ? '/sign-up' : '/sign-in', replace: true });
  },
});

// Pages for which nobody has to be signed in.
const bare = createRoute({
  getParentRoute: () => root,
  id: 'bare',
  errorComponent: WholePageTrouble,
  component: BareFrame,
});
const signIn = createRoute({
  getParentRoute: () => bare,
  path: '/sign-in',
  validateSearch: (search): { note?: 'signed-out' | 'password'; to?: string } => ({
    ...(search.note === 'signed-out' || search.note === 'password' ? { note: search.note } : {}),
    ...(localAddress(search.to) === undefined ? {} : { to: localAddress(search.to) }),
  }),
  beforeLoad: goHomeIfSignedIn,
  component: SignInPage,
});
const signUp = createRoute({
  getParentRoute: () => bare,
  path: '/sign-up',
  beforeLoad: goHomeIfSignedIn,
  component: SignUpPage,
});
const forgot = createRoute({
  getParentRoute: () => bare,
  path: '/forgot',
  validateSearch: (search): { about?: 'username'; username?: string } => ({
    ...(search.about === 'username' ? { about: search.about } : {}),
    // In the link of a reset that an admin started.
    ...(search.username === undefined ? {} : { username: String(search.username) }),
  }),
  component: ForgotPage,
});
const link = createRoute({ getParentRoute: () => bare, path: '/link', component: LinkPage });
const join = createRoute({
  getParentRoute: () => bare,
  path: '/join',
  component: lazyRouteComponent(() => import('./company-routes.tsx'), 'JoinRoute'),
});
const SecondStep = lazyRouteComponent(() => import('./second-step-route.tsx'), 'SecondStepRoute');
const secondStep = createRoute({
  getParentRoute: () => bare,
  path: '/second-step',
  validateSearch: (search): { to?: string } =>
    localAddress(search.to) === undefined ? {} : { to: localAddress(search.to) },
  beforeLoad: goHomeUnlessMissing,
  component: () => <SecondStep to={secondStep.useSearch().to} />,
});

const inboxRoutes = () => import('./inbox-route.tsx');
// The list is there before the code of a conversation, which comes with the first that is opened.
const threadRoutes = () => import('./thread-routes.tsx');
const contactsRoutes = () => import('./contacts-route.tsx');
const groupsRoutes = () => import('./groups-route.tsx');

const callEmailsOff = createRoute({
  getParentRoute: () => bare,
  path: '/call-emails-off',
  component: lazyRouteComponent(() => import('./call-emails-off-route.tsx'), 'CallEmailsOffRoute'),
});

// Pages of a signed-in line.
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: refuseStrangers,
  errorComponent: WholePageTrouble,
  pendingComponent: FrameSkeleton,
  component: Shell,
});
const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings-route.tsx'), 'SettingsRoute'),
});
const inbox = createRoute({
  getParentRoute: () => inside,
  path: '/inbox',
  validateSearch: (search): InboxFilter => ({
    ...(search.show === 'unread' || search.show === 'starred' ? { show: search.show } : {}),
    // The router reads digits as numbers unless told otherwise.
    ...(search.label === undefined ? {} : { label: String(search.label) }),
    ...(search.search === undefined ? {} : { search: String(search.search) }),
  }),
  component: lazyRouteComponent(inboxRoutes, 'InboxRoute'),
});
const nothingOpen = createRoute({
  getParentRoute: () => inbox,
  path: '/',
  component: lazyRouteComponent(inboxRoutes, 'NothingOpenRoute'),
});
const thread = createRoute({
  getParentRoute: () => inbox,
  path: '$thread',
  validateSearch: (search): { entry?: string } => (search.entry === undefined ? {} : { entry: String(search.entry) }),
  component: lazyRouteComponent(threadRoutes, 'ThreadRoute'),
});
const newText = createRoute({
  getParentRoute: () => inbox,
  path: 'new',
  validateSearch: (search): { to?: string; group?: string } => ({
    ...(search.to === undefined ? {} : { to: String(search.to) }),
    ...(search.group === undefined ? {} : { group: String(search.group) }),
  }),
  component: lazyRouteComponent(threadRoutes, 'NewTextRoute'),
});
const scheduled = createRoute({
  getParentRoute: () => inbox,
  path: 'scheduled',
  component: lazyRouteComponent(threadRoutes, 'ScheduledRoute'),
});
const messageSettings = createRoute({
  getParentRoute: () => inside,
  path: '/settings/messages',
  component: lazyRouteComponent(() => import('./message-settings-route.tsx'), 'MessageSettingsRoute'),
});
const plan = createRoute({
  getParentRoute: () => inside,
  path: '/plan',
  // `card`: back from the payment service, where a card was added.
  validateSearch: (search): { card?: string } => (search.card === undefined ? {} : { card: String(search.card) }),
  component: lazyRouteComponent(() => import('./plan-route.tsx'), 'PlanRoute'),
});
const invoice = createRoute({
  getParentRoute: () => inside,
  path: '/plan/invoices/$id',
  component: lazyRouteComponent(() => import('./plan-route.tsx'), 'InvoiceRoute'),
});
const lines = createRoute({
  getParentRoute: () => inside,
  path: '/lines',
  component: lazyRouteComponent(() => import('./company-routes.tsx'), 'LinesRoute'),
});
const company = createRoute({
  getParentRoute: () => inside,
  path: '/company',
  component: lazyRouteComponent(() => import('./company-routes.tsx'), 'CompanyRoute'),
});
const contacts = createRoute({
  getParentRoute: () => inside,
  path: '/contacts',
  validateSearch: (search): ContactsFilter => ({
    ...(search.only === 'unnamed' || search.only === 'blocked' || search.only === 'screened'
      ? { only: search.only }
      : {}),
    // The router reads digits as numbers unless told otherwise.
    ...(search.search === undefined ? {} : { search: String(search.search) }),
  }),
  component: lazyRouteComponent(contactsRoutes, 'ContactsRoute'),
});
const contactPages = [
  createRoute({
    getParentRoute: () => contacts,
    path: '/',
    component: lazyRouteComponent(contactsRoutes, 'NoContactRoute'),
  }),
  createRoute({
    getParentRoute: () => contacts,
    path: 'new',
    component: lazyRouteComponent(contactsRoutes, 'NewContactRoute'),
  }),
  createRoute({
    getParentRoute: () => contacts,
    path: 'duplicates',
    component: lazyRouteComponent(contactsRoutes, 'DuplicatesRoute'),
  }),
  createRoute({
    getParentRoute: () => contacts,
    path: 'import',
    component: lazyRouteComponent(contactsRoutes, 'ImportStartRoute'),
  }),
  createRoute({
    getParentRoute: () => contacts,
    path: 'import/$import',
    component: lazyRouteComponent(contactsRoutes, 'ImportRoute'),
  }),
  createRoute({
    getParentRoute: () => contacts,
    path: '$contact',
    component: lazyRouteComponent(contactsRoutes, 'ContactRoute'),
  }),
] as const;
const groups = createRoute({
  getParentRoute: () => inside,
  path: '/groups',
  validateSearch: (search): GroupsFilter => (search.search === undefined ? {} : { search: String(search.search) }),
  component: lazyRouteComponent(groupsRoutes, 'GroupsRoute'),
});
const groupPages = [
  createRoute({ getParentRoute: () => groups, path: '/', component: lazyRouteComponent(groupsRoutes, 'NoGroupRoute') }),
  createRoute({
    getParentRoute: () => groups,
    path: 'new',
    component: lazyRouteComponent(groupsRoutes, 'NewGroupRoute'),
  }),
  createRoute({
    getParentRoute: () => groups,
    path: '$group',
    component: lazyRouteComponent(groupsRoutes, 'GroupRoute'),
  }),
] as const;
const calls = createRoute({
  getParentRoute: () => inside,
  path: '/calls',
  // `call`: the one that an e-mail tells of.
  validateSearch: (search): { call?: string } => (search.call === undefined ? {} : { call: String(search.call) }),
  component: lazyRouteComponent(() => import('./calls-route.tsx'), 'CallsRoute'),
});
const phoneSettings = createRoute({
  getParentRoute: () => inside,
  path: '/settings/phone',
  component: lazyRouteComponent(() => import('./phone-settings-route.tsx'), 'PhoneSettingsRoute'),
});
const welcome = createRoute({ getParentRoute: () => inside, path: '/welcome', component: WelcomeRoute });

// Pages that stand in for the outside world.
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

export const makeRouter = (queries: QueryClient) =>
  createRouter({
    routeTree: root.addChildren([
      home,
      bare.addChildren([signIn, signUp, forgot, link, join, secondStep, callEmailsOff]),
      inside.addChildren([
        inbox.addChildren([nothingOpen, thread, newText, scheduled]),
        contacts.addChildren(contactPages),
        groups.addChildren(groupPages),
        settings,
        plan,
        invoice,
        lines,
        company,
        messageSettings,
        calls,
        phoneSettings,
        welcome,
      ]),
      standIns.addChildren([phone, mailbox]),
    ]),
    context: { queries },
    parseSearch,
    stringifySearch,
    defaultErrorComponent: TroublePage,
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultPendingMs: 200,
    defaultPendingMinMs: 0,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
