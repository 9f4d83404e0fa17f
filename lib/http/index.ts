export { createAppServer } from './create-server';
export type { AppServer, AppServerOptions, Webhook } from './create-server';
export { createAssetServer } from './serve-assets';
export { createReadinessCheck } from './readiness';
export { drain } from './drain';
export { LOCAL_HEADER, REQUEST_ID_HEADER } from './scrub-request';
