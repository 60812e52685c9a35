import { lazyRouteComponent } from '@tanstack/react-router';

export { StepUp } from './step-up.tsx';
// Pages load when somebody goes there.
export const SignInPage = lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage');
export const SignUpPage = lazyRouteComponent(() => import('./sign-up-page.tsx'), 'SignUpPage');
export const WelcomePage = lazyRouteComponent(() => import('./welcome-page.tsx'), 'WelcomePage');
export const ForgotPage = lazyRouteComponent(() => import('./forgot-page.tsx'), 'ForgotPage');
export const LinkPage = lazyRouteComponent(() => import('./link-page.tsx'), 'LinkPage');
