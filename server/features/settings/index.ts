export { changeName } from './change-name.ts';
export { changePreferences } from './change-preferences.ts';
export { settingsJobs } from './jobs.ts';
export { proposeCell } from './propose-cell.ts';
export { readSettings } from './read-settings.ts';
export { settingsRoutes } from './routes.ts';
export { securityRoutes } from './security-routes.ts';
