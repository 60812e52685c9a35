import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ForgotPage, LinkPage, SignInPage, SignUpPage } from '#web/features/identity/index.ts';
import { BareFrame } from './bare-frame.tsx';
import { localAddress } from './local-address.ts';
import { goHomeIfSignedIn, goHomeUnlessMissing, root } from './root-route.tsx';
import { WholePageTrouble } from './trouble-page.tsx';

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

const callEmailsOff = createRoute({
  getParentRoute: () => bare,
  path: '/call-emails-off',
  component: lazyRouteComponent(() => import('./call-emails-off-route.tsx'), 'CallEmailsOffRoute'),
});

/** Pages for which nobody has to be signed in. */
export const bareRoutes = bare.addChildren([signIn, signUp, forgot, link, join, secondStep, callEmailsOff]);
