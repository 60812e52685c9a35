export type { ArchivePart, ArchiveScope } from './archive-part.ts';
export { readBusinessHours } from './business-hours.ts';
export type { FilesOf } from './files-of.ts';
export { companyJobs } from './jobs.ts';
export { leavingRoutes } from './leaving-routes.ts';
export type { LinePart } from './line-part.ts';
export { lineRoutes } from './line-routes.ts';
export type { CompanyPorts } from './ports.ts';
export { companyRoutes } from './routes.ts';
