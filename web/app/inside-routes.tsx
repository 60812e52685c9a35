import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { ContactsFilter } from '#web/features/contacts/use-contacts.ts';
import type { GroupsFilter } from '#web/features/groups/use-groups.ts';
import type { InboxFilter } from '#web/features/messages/use-inbox.ts';
import { FrameSkeleton } from './frame-skeleton.tsx';
import { refuseStrangers, root } from './root-route.tsx';
import { Shell } from './shell.tsx';
import { WholePageTrouble } from './trouble-page.tsx';
import { WelcomeRoute } from './welcome-route.tsx';

const inboxRoutes = () => import('./inbox-route.tsx');
// The list is there before the code of a conversation, which comes with the first that is opened.
const threadRoutes = () => import('./thread-routes.tsx');
const contactsRoutes = () => import('./contacts-route.tsx');
const groupsRoutes = () => import('./groups-route.tsx');

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

/** Pages of a signed-in line. */
export const insideRoutes = inside.addChildren([
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
]);
